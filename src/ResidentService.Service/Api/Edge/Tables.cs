using System.Data.Common;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ResidentService.Service.Hosting;
using ResidentService.Service.Security;
using ResidentService.Service.Views;

namespace ResidentService.Service.Api.Edge;

/// <summary>
/// The read tables, caught up with what this client has written: up to the <c>X-Position</c> that it gives, or else up
/// to its user's last write here. An endpoint that takes this as a parameter reads after that, at most 2 s late.
/// </summary>
public sealed class Tables
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly ReadTables _views;
    private readonly StandaloneRuntime _runtime;

    private Tables(ReadTables views, StandaloneRuntime runtime) => (_views, _runtime) = (views, runtime);

    public static async ValueTask<Tables?> BindAsync(HttpContext context)
    {
        var services = context.RequestServices;
        var runtime = services.GetRequiredService<StandaloneRuntime>();
        var last = services.GetRequiredService<LastWrites>();
        var wanted = Given(context) ?? (SignedIn.Of(context) is { } caller ? last.Of(caller) : 0);
        // A position that the journal has never reached is nothing to wait for.
        await runtime.Tables.WaitFor(await runtime.Reached(wanted), Patience);
        return new(services.GetRequiredService<ReadTables>(), runtime);
    }

    /// <summary>Waits until what is read shows all that stands in the journal now, whoever has written it.</summary>
    /// <returns>False where that takes too long.</returns>
    public async ValueTask<bool> CatchUp() =>
        await _runtime.Tables.WaitFor(await _runtime.Reached(long.MaxValue), Patience);

    /// <summary>Reads with a connection of its own.</summary>
    public T Read<T>(Func<DbConnection, T> read) => _views.Read(read);

    private static long? Given(HttpContext context) =>
        long.TryParse(context.Request.Headers[Asking.PositionHeader], NumberStyles.None, CultureInfo.InvariantCulture,
            out var position)
            ? position
            : null;
}

/// <summary>How far each user's last write reached, for as long as it can matter.</summary>
public sealed class LastWrites
{
    private readonly RecentValues<string, long> _positions = new(100_000);
    private readonly Lock _gate = new();

    public long Of(SignedIn caller) => _positions.TryGet(caller.Resident.Value, out var position) ? position : 0;

    /// <summary>Of two writes side by side the one that reached further counts, whichever is noted last.</summary>
    public void Note(SignedIn caller, long position)
    {
        lock (_gate)
        {
            if (position > Of(caller))
                _positions.Set(caller.Resident.Value, position);
        }
    }
}
