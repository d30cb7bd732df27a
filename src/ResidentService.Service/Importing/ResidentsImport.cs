using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Actors;
using ResidentService.Service.Api.Residents;
using ResidentService.Service.Security;

namespace ResidentService.Service.Importing;

/// <summary>
/// Brings rows into the store. A person is recognised by phone, else by name, birth date and community, and the id of a
/// new record follows from that; so a row can come twice, in one file or after a crash, and adds its person once.
/// </summary>
public sealed class ResidentsImport(IActors actors, Identities identities, KeyVault vault)
{
    /// <summary>People at work at once: they share the commits.</summary>
    private const int AtOnce = 1_024;

    private const string Erased = "this person has deleted their account; they can sign in anew themselves";

    private static readonly TimeSpan BeforeAnotherTry = TimeSpan.FromMilliseconds(100);

    /// <summary>How the rows ended.</summary>
    public sealed record Summary(int Added, int AlreadyThere, IReadOnlyList<RowFault> Refused);

    /// <param name="rows">What the file holds.</param>
    /// <param name="communities">The communities by id and by name; a name may stand for several.</param>
    /// <param name="progress">Told how many rows are done, of how many.</param>
    public async Task<Summary> Run(
        IReadOnlyList<ResidentRow> rows, ILookup<string, CommunityId> communities, Action<long, long> progress)
    {
        var (added, there, done) = (0, 0, 0L);
        var refused = new List<RowFault>();
        var gate = new Lock();
        // Who may be the same person, or has the same phone, comes one after the other as in the file.
        var people = rows.GroupBy(row => (row.Name, row.BirthDate, row.Community))
            .GroupBy(same => same.FirstOrDefault(row => row.Phone is not null)?.Phone?.Value ?? same.First().ToString())
            .Select(groups => groups.SelectMany(same => same).OrderBy(row => row.Line));
        await Parallel.ForEachAsync(people, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (same, _) =>
        {
            foreach (var row in same)
            {
                var (isNew, fault) = await Try(row, communities);
                lock (gate)
                {
                    if (fault is not null)
                        refused.Add(new(row.Line, fault));
                    else if (isNew)
                        added++;
                    else
                        there++;
                    progress(++done, rows.Count);
                }
            }
        });
        return new(added, there, [.. refused.OrderBy(fault => fault.Line)]);
    }

    /// <summary>Whatever befalls one row is said at its line, and the others go on.</summary>
    private async Task<(bool IsNew, string? Fault)> Try(ResidentRow row, ILookup<string, CommunityId> communities)
    {
        try
        {
            return await Import(row, communities);
        }
        catch (AccountErasedException)
        {
            return (false, Erased);
        }
        catch (Exception failure)
        {
            // Its message may quote the row, which is nothing for a console.
            return (false, $"not taken for a fault of this program, {failure.GetType().Name}: run the import again");
        }
    }

    private async Task<(bool IsNew, string? Fault)> Import(ResidentRow row, ILookup<string, CommunityId> communities)
    {
        var found = communities[row.Community].Distinct().ToList();
        if (found is not [var community])
        {
            return (false, found.Count == 0
                ? "community: there is none with this id or name"
                : "community: there are several with this name, give the id");
        }

        IdentityId? phone = row.Phone is { } number ? identities.Phone(number) : null;
        IdentityId? person = row.BirthDate is { } born ? identities.Person(row.Name, born, community) : null;
        var owner = await OwnerOf(phone);
        if (owner is null && await OwnerOf(person) is { } namesake)
        {
            if (phone is not null && (await actors.Read(namesake.Actor, new GetResident()))?.Phone is not null)
                return (false, $"phone: {namesake} has this name and birth date, but another phone");
            owner = namesake;
        }

        // The phone decides whose row it is; a namesake's key stays with whoever had it first.
        var identity = (phone ?? person)!.Value;
        var proposed = owner ?? identities.RecordOf(identity);
        if (await actors.Read(proposed.Actor, new GetStanding()) is { IsErased: true })
            return (false, Erased);
        var resident = await Bind(identity, proposed);
        var isNew = await Record(row, resident, community);
        if (!isNew && await OwnerOf(person) != resident && await Difference(row, resident) is { } different)
            return (false, different);
        if (!isNew && row.Phone is not null)
            await GivePhone(resident, row.Phone);
        if (phone is not null && person is { } key)
            await Bind(key, resident);
        return (isNew, null);
    }

    /// <summary>
    /// Parents are often listed under a child's number: a phone alone does not make two people one. Whoever is known by
    /// the row's name and birth date is this person, whatever they call themself by now.
    /// </summary>
    /// <returns>Why the record is somebody else's; null where nothing says so.</returns>
    private async ValueTask<string?> Difference(ResidentRow row, ResidentId resident)
    {
        var known = await actors.Read(resident.Actor, new GetResident());
        if (row.BirthDate is { } born
            && await BirthDates.Open(resident, known?.BirthDate, vault) is { } other && other != born)
            return "phone: it belongs to somebody with another birth date";
        return await vault.Open(resident, Fields.DisplayName, known?.DisplayName) is { } name && name != row.Name
            ? "phone: it belongs to somebody with another name"
            : null;
    }

    private async ValueTask<ResidentId?> OwnerOf(IdentityId? identity) =>
        identity is { } value ? await actors.Read(value.Actor, new GetIdentity()) : null;

    private async Task<ResidentId> Bind(IdentityId identity, ResidentId resident) =>
        ((IdentityReply)(await Do(identity.Actor, new IdentityCommand.Bind(resident))).Reply).Resident;

    /// <returns>Whether the record is new; false where there is one.</returns>
    private async Task<bool> Record(ResidentRow row, ResidentId resident, CommunityId community)
    {
        if (await actors.Read(resident.Actor, new GetResident()) is not null)
            return false;
        Sealed? phone = row.Phone is { } number ? await vault.Seal(resident, Fields.Phone, number.Value) : null;
        var name = await vault.Seal(resident, Fields.DisplayName, row.Name);
        Sealed? birthDate = row.BirthDate is { } born ? await BirthDates.Seal(born, resident, vault) : null;
        var recorded = await Do(
            resident.Actor, new ResidentCommand.Record(resident, name, birthDate, community, phone));
        return recorded.Entries.Count > 0;
    }

    /// <summary>To a record that has none yet.</summary>
    private async Task GivePhone(ResidentId resident, PhoneNumber number)
    {
        if (await actors.Read(resident.Actor, new GetResident()) is { Phone: not null })
            return;
        await Do(resident.Actor, new ResidentCommand.GivePhone(await vault.Seal(resident, Fields.Phone, number.Value)));
    }

    private async Task<Outcome.Accepted> Do(ActorId actor, ICommand command)
    {
        while (true)
        {
            var id = CommandId.OfRequest($"import-{Guid.NewGuid():N}");
            switch (await actors.Ask(actor, new Asked(command, id, default, Caller.System)))
            {
                case Outcome.Accepted accepted:
                    return accepted;
                case Outcome.Rejected { Rejection.Kind: RejectionKind.TryAgain }:
                    await Task.Delay(BeforeAnotherTry);
                    break;
                case Outcome.Rejected refused:
                    throw new InvalidOperationException($"{actor} refused: {refused.Rejection.English}");
            }
        }
    }
}
