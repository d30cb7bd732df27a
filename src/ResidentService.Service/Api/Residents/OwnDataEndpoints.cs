using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Households;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.LegalAid;
using ResidentService.Domain.Meals;
using ResidentService.Domain.Pairings;
using ResidentService.Domain.Points;
using ResidentService.Domain.Residents;
using ResidentService.Domain.Volunteers;
using ResidentService.Service.Api.Appointments;
using ResidentService.Service.Api.Care;
using ResidentService.Service.Api.CommunityEvents;
using ResidentService.Service.Api.Contents;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Api.Inbox;
using ResidentService.Service.Api.LegalAid;
using ResidentService.Service.Api.Looks;
using ResidentService.Service.Api.Meals;
using ResidentService.Service.Api.Merchants;
using ResidentService.Service.Api.Pairings;
using ResidentService.Service.Api.Points;
using ResidentService.Service.Api.ProxyActing;
using ResidentService.Service.Api.Redemptions;
using ResidentService.Service.Api.ServiceOrders;
using ResidentService.Service.Messages;
using ResidentService.Service.Sandbox;
using ResidentService.Service.Security;
using ResidentService.Service.Settings;

namespace ResidentService.Service.Api.Residents;

/// <summary>
/// What is kept of a person, for that person (DOMAIN.md, Privacy).
/// </summary>
public static class OwnDataEndpoints
{
    public static void MapOwnData(this RouteGroupBuilder api) => api.MapGroup("/me").WithTags("me")
        .MapGet("/export", Export).WithSummary("All that is kept of me, from my account to my messages, in one piece.");

    private static async Task<Results<Ok<OwnData>, Problem>> Export(
        HttpContext context, PairingCall call, LegalAidCall legalAid, Tables tables, KeyVault vault, Secrets secrets,
        [FromServices] MessagesDatabase messages, ServiceSettings settings, DomainClock clock, Eaters eaters)
    {
        Language.Speak(context);
        var (id, ask) = (call.Caller.Resident, call.Ask);
        if (await ask.Read(id.Actor, new GetResident()) is not { } person)
            return Problem.Of(new ResidentRejection.NoSuchResident());
        var now = clock.GetUtcNow();
        var read = messages.Do(connection => ReadMarks.Of(connection, id));
        var volunteer = await ask.Read(VolunteerDecider.ActorOf(id), new GetVolunteer());
        return TypedResults.Ok(new OwnData(
            Calendar.Local(now),
            id,
            await vault.Open(id, Fields.DisplayName, person.DisplayName),
            await vault.Open(id, Fields.Phone, person.Phone),
            await BirthDates.Open(id, person.BirthDate, vault),
            await vault.Open(id, Fields.OpenId, person.OpenId),
            person.Community,
            person.Household,
            person.ConsentingGuardian,
            person.Privacy,
            [.. person.Roles],
            [.. person.NoShows],
            volunteer is null ? null : new(VolunteerAnswer.Of(volunteer), volunteer.Skills),
            await All<MySignUpItem>(page => new(
                tables.Read(connection => EventLists.SignUpsOf(connection, id, page, now)))),
            await All(page => PointEndpoints.EntriesOf(AccountId.Of(id), id, page, tables, vault)),
            await All<RedemptionItem>(page => new(page.Of(
                tables.Read(connection => RedemptionTables.OfResident(connection, id, now, page)),
                RedemptionItem.Of, row => ByPosition.Key(row.Position)))),
            await All<MyMerchant>(page => new(page.Of(
                tables.Read(connection => MerchantTables.OfResident(connection, id, page)),
                MyMerchant.Of, row => ByPosition.Key(row.Position)))),
            (await CareEndpoints.Describe(id, ask, vault)).Tags,
            await All(async page => await AppointmentEndpoints.Of(id, page, tables, vault)),
            await Pairings(),
            await All(async page => await VisitReportEndpoints.Of(page, call, tables)),
            await All(page => ContentEndpoints.Open(
                page, tables.Read(connection => ContentTables.Of(connection, id, page)), vault)),
            await Orders(),
            await All<OrderItem>(page => new(tables.Read(connection => OrderTables.ServedBy(connection, id, page)))),
            await Applications(),
            await eaters.DietOf(id),
            await Meals(),
            await StandingMeals(),
            await All<RunItem>(page => new(tables.Read(connection => MealQueries.RunsOf(connection, id, page)))),
            await All(async page => await MandateEndpoints.Helped(id, page, ask, tables, vault)),
            await All<InboxMessage>(page => new(page.Of(
                tables.Read(connection => InboxTables.Of(connection, id, page)),
                row => InboxMessage.Of(row, isRead: row.Position <= read), row => ByPosition.Key(row.Position)))),
            SubscriptionEndpoints.Of(id, settings, messages),
            await All(page => AccessLogEndpoints.Of(id, page, ask, tables, vault))));

        async Task<IReadOnlyList<OwnPairing>> Pairings()
        {
            var pairings = new List<OwnPairing>();
            foreach (var item in await All<PairingItem>(page => new(
                tables.Read(connection => PairingTables.Of(connection, [id], id, now, page)))))
            {
                // Visits are about who is looked after: they belong to that person's data only.
                pairings.Add(new(item, item.ResidentId == id && await ask.Read(item.PairingId.Actor, new GetPairing()) is { } view
                    ? await All(async page => await VisitEndpoints.Read(view, page, call, tables))
                    : []));
            }

            return pairings;
        }

        async Task<IReadOnlyList<OwnOrder>> Orders()
        {
            var orders = new List<OwnOrder>();
            foreach (var item in await All<OrderItem>(page => new(
                tables.Read(connection => OrderTables.Of(connection, [id], id, page)))))
            {
                orders.Add(item.ResidentId == id
                    ? await OwnOrder.Of(item, ask, vault)
                    : new(item, null, null, null, null));
            }

            return orders;
        }

        async Task<IReadOnlyList<LegalAidAnswer>> Applications()
        {
            var applications = new List<LegalAidAnswer>();
            foreach (var item in await All<LegalAidItem>(page => new(
                tables.Read(connection => LegalAidTables.Of(connection, id, page)))))
            {
                if (await ask.Read(item.ApplicationId.Actor, new GetLegalAid(now)) is { } view)
                    applications.Add(await legalAid.Answer(view, mayOpen: true));
            }

            return applications;
        }

        async Task<IReadOnlyList<OwnMeal>> Meals()
        {
            var meals = new List<OwnMeal>();
            foreach (var item in await All<MealItem>(page => new(
                tables.Read(connection => MealQueries.Of(connection, [id], page)))))
                meals.Add(await OwnMeal.Of(item, id, ask, vault));
            return meals;
        }

        async Task<IReadOnlyList<OwnStanding>> StandingMeals()
        {
            var standing = new List<OwnStanding>();
            foreach (var item in await All<StandingItem>(page => new(
                tables.Read(connection => MealQueries.StandingOf(connection, [id], Calendar.DayOf(now), page)))))
                standing.Add(await OwnStanding.Of(item, id, ask, vault));
            return standing;
        }

        async Task<IReadOnlyList<T>> All<T>(Func<Page, ValueTask<ItemsOf<T>>> read)
        {
            var items = new List<T>();
            string? cursor = null;
            do
            {
                var part = await read(Page.Read(secrets, typeof(T).Name, $"{Page.LimitMax}", cursor));
                items.AddRange(part.Items);
                cursor = part.NextCursor;
            }
            while (cursor is not null);
            return items;
        }
    }
}

/// <param name="WeChatOpenId">Under which WeChat knows the person.</param>
/// <param name="AccessLog">Who has looked at my personal data.</param>
/// <param name="WaitingTexts">Which the community's staff have still to look at.</param>
public sealed record OwnData(
    DateTimeOffset ExportedAt,
    ResidentId ResidentId,
    string? DisplayName,
    string? Phone,
    DateOnly? BirthDate,
    string? WeChatOpenId,
    CommunityId? CommunityId,
    HouseholdId? HouseholdId,
    ResidentId? ConsentingGuardianResidentId,
    PrivacyConsent? PrivacyConsent,
    IReadOnlyList<RoleGrant> Grants,
    IReadOnlyList<NoShow> NoShows,
    OwnVolunteering? Volunteer,
    IReadOnlyList<MySignUpItem> SignUps,
    IReadOnlyList<PointsEntry> PointEntries,
    IReadOnlyList<RedemptionItem> Redemptions,
    IReadOnlyList<MyMerchant> Shops,
    IReadOnlyList<CareTagAnswer> Care,
    IReadOnlyList<AppointmentItem> Appointments,
    IReadOnlyList<OwnPairing> Pairings,
    IReadOnlyList<VisitReportItem> VisitReports,
    IReadOnlyList<ContentItem> WaitingTexts,
    IReadOnlyList<OwnOrder> Orders,
    IReadOnlyList<OrderItem> ServedOrders,
    IReadOnlyList<LegalAidAnswer> LegalAid,
    Diet Diet,
    IReadOnlyList<OwnMeal> Meals,
    IReadOnlyList<OwnStanding> StandingMeals,
    IReadOnlyList<RunItem> MealRuns,
    IReadOnlyList<HelpedItem> Helped,
    IReadOnlyList<InboxMessage> Messages,
    IReadOnlyList<Subscription> Subscriptions,
    IReadOnlyList<LookItem> AccessLog);

/// <param name="Visits">Where I am the one who is looked after.</param>
public sealed record OwnPairing(PairingItem Pairing, IReadOnlyList<VisitItem> Visits);

public sealed record OwnVolunteering(VolunteerAnswer Record, IReadOnlyList<string> Skills);
