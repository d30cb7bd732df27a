using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Contents;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Runtime.Journal;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Views;

namespace ResidentService.Service.Api.Contents;

/// <summary>The texts that wait for a look of staff.</summary>
public sealed class ContentTables : Projection
{
    private static readonly Table<Stored> Contents = new(
        "contents", key: 1, "contents_by_community on contents (community, position)",
        "contents_by_author on contents (author)");

    private const string Columns = """
        select id as Id, author as Author, kind as Kind, why as Why, text as Text, since as Since,
            position as Position
        from contents
        """;

    public override IReadOnlyList<Table> Tables => [Contents];

    public override void Apply(Entry entry, IEvent fact, TableWriter tables)
    {
        switch (fact)
        {
            case ContentFact.Held held:
                tables.Put(Contents, new(
                    held.Content.Value, held.Community.Value, held.Author.Value, held.Kind, held.Why, held.Text.Value,
                    entry.At, entry.Position));
                break;
            case ContentFact.Allowed(var id, _, _):
                tables.Delete(Contents, id.Value);
                break;
            case ContentFact.Withdrawn(var id, _, _, _):
                tables.Delete(Contents, id.Value);
                break;
            case ResidentFact.Erased erased:
                foreach (var text in tables.Where(Contents, "author = $1", erased.Resident.Value))
                    tables.Delete(Contents, text.Id);
                break;
        }
    }

    /// <summary>The longest waiting first.</summary>
    public static List<ContentRow> Waiting(SqliteConnection connection, CommunityId community, Page page) =>
        connection.Query<ContentRow>(
            $"""
            {Columns} where community = @community and position > @after order by position limit @Take
            """,
            new { community = community.Value, after = After(page), page.Take }).AsList();

    /// <summary>What a person has written and what waits.</summary>
    public static List<ContentRow> Of(SqliteConnection connection, ResidentId author, Page page) =>
        connection.Query<ContentRow>(
            $"""
            {Columns} where author = @author and position > @after order by position limit @Take
            """,
            new { author = author.Value, after = After(page), page.Take }).AsList();

    private static long After(Page page) =>
        page.After is { } last ? long.Parse(last, CultureInfo.InvariantCulture) : 0;

    private sealed record Stored(
        string Id, string Community, string Author, ContentKind Kind, HeldFor Why, string Text, DateTimeOffset Since,
        long Position);
}

/// <param name="Text">Sealed.</param>
/// <param name="Since">Milliseconds since 1970.</param>
public sealed record ContentRow(
    string Id, string Author, string Kind, string Why, string Text, long Since, long Position);
