using System.Globalization;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Residents;
using ResidentService.Domain.Volunteers;
using ResidentService.Service.Api.Residents;
using ResidentService.Service.Security;

namespace ResidentService.Service.Seeding;

/// <summary>
/// The people of the sample, with their WeChat names bound, so that they find themselves when they sign in.
/// </summary>
internal static class SeedPeople
{
    /// <returns>Everybody's id by name: who had signed in before the seeding stays who they were.</returns>
    public static async Task<IReadOnlyDictionary<string, ResidentId>> Run(Garden garden, Area area)
    {
        var people = new Dictionary<string, ResidentId>(StringComparer.Ordinal);
        foreach (var sample in SamplePerson.All)
        {
            var identity = garden.Identities.WeChat(sample.Name);
            var proposed = Domain.Kernel.Id.Parse<ResidentId>(ResidentId.Prefix + sample.Name);
            var resident = await garden.Read(identity.Actor, new GetIdentity())
                ?? (await garden.Do<IdentityReply>(identity.Actor, new IdentityCommand.Bind(proposed))).Resident;
            people.Add(sample.Name, resident);
            await Settle(garden, sample, resident, area);
        }

        return people;
    }

    private static async Task Settle(Garden garden, SamplePerson sample, ResidentId resident, Area area)
    {
        var known = await garden.Read(resident.Actor, new GetResident());
        if (known is null)
            await garden.Do(resident.Actor, new ResidentCommand.Register(resident));
        if (known?.DisplayName is null)
        {
            var name = await garden.Vault.Seal(resident, Fields.DisplayName, sample.DisplayName);
            var community = known?.Community is null ? Seed.Community : (CommunityId?)null;
            await garden.Do(resident.Actor, new ResidentCommand.ChangeProfile(name, community));
            garden.Note($"resident {resident}: {sample.DisplayName}, signs in with sandbox:{sample.Name}"
                + (sample.Role is { } role ? $", {role}" : ""));
        }

        if (known?.BirthDate is null)
        {
            var text = sample.BirthDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            var birthDate = await garden.Vault.Seal(resident, Fields.BirthDate, text);
            await garden.Do(resident.Actor, new ResidentCommand.GiveBirthDate(birthDate));
        }

        if (sample.Role is { } held)
        {
            var grant = new RoleGrant(held, Scopes.Of(held, Seed.Community, area));
            await garden.Do(resident.Actor, new ResidentCommand.GrantRole(grant));
        }

        if (sample.Skills is { } skills)
            await Volunteer(garden, resident, skills);
    }

    private static async Task Volunteer(Garden garden, ResidentId resident, string[] skills)
    {
        var actor = VolunteerDecider.ActorOf(resident);
        if (await garden.Read(actor, new GetVolunteer()) is not null)
            return;
        VolunteerNumber number;
        var attempt = 0;
        do
        {
            number = garden.Identities.NumberFor(resident, attempt++);
        }
        while ((await garden.Do<IdentityReply>(
            garden.Identities.Of(number).Actor, new IdentityCommand.Bind(resident))).Resident != resident);

        await garden.Do(actor, new VolunteerCommand.Register(resident, number, skills, AgeAnswer.Fits));
        garden.Note($"volunteer {number}: {resident}");
    }
}
