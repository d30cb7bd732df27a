using System.Data.Common;
using Dapper;
using ResidentService.Domain.Residents;

namespace ResidentService.Service.Messages;

/// <summary>Up to which message of their inbox a person has read.</summary>
public static class ReadMarks
{
    /// <summary>0 where none was read.</summary>
    public static long Of(DbConnection connection, ResidentId resident) => connection.ExecuteScalar<long>(
        "select through from read_marks where resident = @resident", new { resident = resident.Value });

    /// <summary>Never goes back.</summary>
    public static int Move(DbConnection connection, ResidentId resident, long through) => connection.Execute(
        """
        insert into read_marks (resident, through) values (@resident, @through)
        on conflict (resident) do update set through = excluded.through where read_marks.through < excluded.through
        """,
        new { resident = resident.Value, through });
}
