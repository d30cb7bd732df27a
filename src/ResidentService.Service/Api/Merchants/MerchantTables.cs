using System.Data.Common;
using Dapper;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Merchants;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Journal;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Views;

namespace ResidentService.Service.Api.Merchants;

/// <summary>The shops of a community, and the shops of a resident.</summary>
public sealed class MerchantTables : Projection
{
    private static readonly Table<Shop> Merchants = new(
        "merchants", key: 1, "merchants_by_community on merchants (community, position)");

    private static readonly Table<Clerk> Clerks = new(
        "merchant_clerks", key: 2, "merchant_clerks_by_resident on merchant_clerks (resident, position)");

    public override IReadOnlyList<Table> Tables => [Merchants, Clerks];

    public override void Apply(Entry entry, IEvent fact, TableWriter tables)
    {
        switch (fact)
        {
            case MerchantFact.Applied(var merchant, var community, var owner, var details):
                tables.Put(Merchants, new(
                    merchant.Value, community.Value, details.Name, details.Address, MerchantStatus.Applied,
                    entry.Position));
                Bind(tables, merchant, owner, isOwner: true, entry.Position);
                break;
            case MerchantFact.DetailsChanged(var merchant, var details):
                tables.Change(Merchants, merchant.Value,
                    shop => shop with { Name = details.Name, Address = details.Address });
                break;
            case MerchantFact.Approved(var merchant, _):
                SetStatus(tables, merchant, MerchantStatus.Active);
                break;
            case MerchantFact.Resumed(var merchant):
                SetStatus(tables, merchant, MerchantStatus.Active);
                break;
            case MerchantFact.Suspended(var merchant, _):
                SetStatus(tables, merchant, MerchantStatus.Suspended);
                break;
            case MerchantFact.Left(var merchant):
                SetStatus(tables, merchant, MerchantStatus.Left);
                break;
            case MerchantFact.ClerkBound(var merchant, var resident):
                Bind(tables, merchant, resident, isOwner: false, entry.Position);
                break;
            case MerchantFact.ClerkUnbound(var merchant, var resident):
                tables.Delete(Clerks, (merchant.Value, resident.Value));
                break;
        }
    }

    /// <summary>Newest first.</summary>
    public static List<MerchantRow> OfCommunity(
        DbConnection connection, CommunityId community, MerchantStatus? status, Page page)
    {
        var word = status is { } one ? ByPosition.Word(one) : null;
        return [.. connection.Query<MerchantRow>(
            """
            select id as Id, community as Community, name as Name, address as Address, status as Status,
                position as Position
            from merchants
            where community = @community and position < @before and (@word is null or status = @word)
            order by position desc limit @Take
            """,
            new { community = community.Value, before = page.Before(), word, page.Take })];
    }

    /// <summary>Those where the resident is a clerk or the owner; the newest bond first.</summary>
    public static List<MerchantRow> OfResident(DbConnection connection, ResidentId resident, Page page) =>
    [
        .. connection.Query<MerchantRow>(
            """
            select m.id as Id, m.community as Community, m.name as Name, m.address as Address, m.status as Status,
                c.is_owner as IsOwner, c.position as Position
            from merchant_clerks c join merchants m on m.id = c.merchant
            where c.resident = @resident and c.position < @before
            order by c.position desc limit @Take
            """,
            new { resident = resident.Value, before = page.Before(), page.Take }),
    ];

    /// <summary>All of them, for who is about to leave.</summary>
    public static List<Bond> BondsOf(DbConnection connection, ResidentId resident) =>
    [
        .. connection.Query<Bond>(
            """
            select m.id as Merchant, c.is_owner as IsOwner, m.status as Status
            from merchant_clerks c join merchants m on m.id = c.merchant
            where c.resident = @resident order by c.position
            """,
            new { resident = resident.Value }),
    ];

    private static void SetStatus(TableWriter tables, MerchantId merchant, MerchantStatus status) =>
        tables.Change(Merchants, merchant.Value, shop => shop with { Status = status });

    private static void Bind(
        TableWriter tables, MerchantId merchant, ResidentId resident, bool isOwner, long position)
    {
        if (tables.Find(Clerks, (merchant.Value, resident.Value)) is null)
            tables.Put(Clerks, new(merchant.Value, resident.Value, isOwner, position));
    }

    private sealed record Shop(
        string Id, string Community, string Name, string? Address, MerchantStatus Status, long Position);

    private sealed record Clerk(string Merchant, string Resident, bool IsOwner, long Position);
}

/// <summary>That somebody works at a shop.</summary>
public sealed class Bond
{
    public required string Merchant { get; init; }

    public required string Status { get; init; }

    public bool IsOwner { get; init; }

    public bool OwnsOpenShop => IsOwner && ByPosition.Status<MerchantStatus>(Status) != MerchantStatus.Left;
}

public sealed class MerchantRow
{
    public required string Id { get; init; }

    public required string Community { get; init; }

    public required string Name { get; init; }

    public string? Address { get; init; }

    public required string Status { get; init; }

    public bool IsOwner { get; init; }

    public long Position { get; init; }
}
