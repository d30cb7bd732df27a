using Microsoft.Extensions.DependencyInjection;
using ResidentService.Domain.Communities;
using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Households;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Merchants;
using ResidentService.Domain.Residents;
using ResidentService.Service.Sandbox;
using ResidentService.Service.Settings;
using EventId = ResidentService.Domain.CommunityEvents.EventId;

namespace ResidentService.Service.Seeding;

/// <summary>
/// Fills a sandbox's store with a small community in the manner of real life. It looks first and makes only what isn't
/// there, so running it again makes nothing new and leaves alone what people have changed.
/// </summary>
public static class Seed
{
    public static CommunityId Community { get; } = Id.Parse<CommunityId>("com_tangdu");

    private static readonly Area Tangdu = new("唐都花园社区", "枣园街道", "莲湖区", "西安市");

    /// <param name="services">Of a host whose runtime has been started.</param>
    /// <param name="output">Gets a line for each thing made.</param>
    /// <exception cref="WrongSettingException">The store is not the sandbox's.</exception>
    public static async Task Run(IServiceProvider services, TextWriter output)
    {
        var settings = services.GetRequiredService<ServiceSettings>();
        if (!settings.IsSandbox)
        {
            throw new WrongSettingException(WeChatSettings.AppIdName, "is set, so this store is of real people. "
                + "Sample data goes into a sandbox only: leave it away and give the sandbox a folder of its own.");
        }

        var garden = new Garden(services, output);
        await Found(garden);
        var people = await SeedPeople.Run(garden, Tangdu);
        foreach (var household in SampleHousehold.All)
            await MoveIn(garden, household, people);
        foreach (var shop in SampleShop.All)
            await Open(garden, shop, people);
        foreach (var sample in SampleEvent.All(garden.Now))
            await Announce(garden, sample, people);

        await services.GetRequiredService<IQuiesce>().Settled(CancellationToken.None);
        await output.WriteLineAsync(garden.Made == 0
            ? "Everything is there already; nothing was made."
            : $"{garden.Made} things were made. Start the service and sign in, for instance with sandbox:zhang.");
    }

    private static async Task Found(Garden garden)
    {
        if (await garden.Read(Community.Actor, new GetCommunity()) is not null)
            return;
        await garden.Do(Community.Actor, new CommunityCommand.Found(Community, Tangdu, Policy.Default));
        garden.Note($"community {Community}: {Tangdu.City}{Tangdu.District}{Tangdu.Street} {Tangdu.Name}");
    }

    private static async Task MoveIn(
        Garden garden, SampleHousehold sample, IReadOnlyDictionary<string, ResidentId> people)
    {
        var household = Id.Parse<HouseholdId>(sample.Id);
        if (await garden.Read(household.Actor, new GetHousehold()) is not null)
            return;
        var head = people[sample.Members[0]];
        await garden.Do(household.Actor, new HouseholdCommand.Found(household, head));
        await garden.Do(head.Actor, new ResidentCommand.EnterHousehold(household));
        foreach (var member in sample.Members.Skip(1).Select(name => people[name]))
        {
            await garden.Do(household.Actor, new HouseholdCommand.Invite(member, head));
            await garden.Do(member.Actor, new ResidentCommand.EnterHousehold(household));
        }

        garden.Note($"household {household}: {string.Join(", ", sample.Members)}");
    }

    private static async Task Open(Garden garden, SampleShop sample, IReadOnlyDictionary<string, ResidentId> people)
    {
        var merchant = Id.Parse<MerchantId>(sample.Id);
        if (await garden.Read(merchant.Actor, new GetMerchant()) is null)
        {
            var licenceEndsOn = Calendar.DayOf(garden.Now).AddYears(2);
            await garden.Do(merchant.Actor, new MerchantCommand.Apply(merchant, Community, people[sample.Owner],
                new(sample.Name, sample.Address, sample.CreditCode, sample.FoodLicence, licenceEndsOn)));
            await garden.Do(merchant.Actor, new MerchantCommand.Approve());
            foreach (var clerk in sample.Clerks)
                await garden.Do(merchant.Actor, new MerchantCommand.BindClerk(people[clerk]));
            garden.Note($"merchant {merchant}: {sample.Name}, owner {sample.Owner}");
        }

        foreach (var offered in sample.Offers)
        {
            var offer = Id.Parse<OfferId>(offered.Id);
            if (await garden.Read(offer.Actor, new GetOffer(garden.Now)) is not null)
                continue;
            await garden.Do(offer.Actor, new OfferCommand.Pledge(offer, merchant, Community, new OfferDetails(
                offered.Title, offered.Description, Amount.Of(offered.Points), offered.Stock, offered.StockPerDay,
                offered.PerResidentLimit, ValidFrom: null, ValidTo: null)));
            garden.Note($"offer {offer}: {offered.Title}, {offered.Points} points");
        }
    }

    private static async Task Announce(
        Garden garden, SampleEvent sample, IReadOnlyDictionary<string, ResidentId> people)
    {
        var id = Id.Parse<EventId>(sample.Id);
        if (await garden.Read(id.Actor, new GetEvent(garden.Now)) is not null)
            return;
        var rules = Policy.Default.Event;
        await garden.Do(id.Actor, new CommunityEventCommand.Draft(id, Community, sample.Details));
        await garden.Do(id.Actor, new CommunityEventCommand.Publish(rules));
        foreach (var name in sample.SignedUp)
        {
            var resident = people[name];
            var claim = await garden.Do<ClaimReply>(resident.Actor,
                new ResidentCommand.ClaimTime(id, [sample.When], AgeAnswer.Fits, rules));
            var isVolunteer = SamplePerson.All.Single(person => person.Name == name).Skills is not null;
            await garden.Do(id.Actor, new CommunityEventCommand.SignUp(resident, claim.Number, isVolunteer));
        }

        garden.Note($"event {id}: {sample.Title}, {Calendar.Local(sample.When.StartsAt):yyyy-MM-dd HH:mm}");
    }
}
