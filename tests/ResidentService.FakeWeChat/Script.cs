using System.Collections.Concurrent;

namespace ResidentService.FakeWeChat;

/// <summary>What becomes of a call instead of its usual answer.</summary>
public abstract record Fault
{
    private Fault() { }

    public sealed record Errcode(int Code, string Message = "scripted") : Fault;

    /// <summary>Other bytes than anybody would expect.</summary>
    public sealed record Says(string Body, string ContentType = "application/json", int Status = 200) : Fault;

    /// <summary>The connection breaks before anything is done.</summary>
    public sealed record Breaks : Fault;

    /// <summary>It is done, and then the connection breaks: the caller cannot know.</summary>
    public sealed record BreaksAfterwards : Fault;

    /// <summary>It is held until the script lets go, then done.</summary>
    public sealed record Slow : Fault;
}

/// <summary>One call as it came in.</summary>
public sealed record SeenCall(string Path, string Query, string Body, IReadOnlyDictionary<string, string> Headers);

/// <summary>What the next calls meet, by path; and what has come.</summary>
public sealed class Script
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<Fault>> _next = new();
    private readonly ConcurrentDictionary<string, Fault> _always = new();
    private readonly ConcurrentQueue<SeenCall> _seen = new();
    private readonly TaskCompletionSource _goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyCollection<SeenCall> Seen => _seen;

    public int CallsOf(string path) => _seen.Count(call => call.Path == path);

    /// <summary>These befall the next calls, one each.</summary>
    public void Next(string path, params Fault[] faults)
    {
        foreach (var fault in faults)
            _next.GetOrAdd(path, _ => new()).Enqueue(fault);
    }

    /// <summary>This befalls every call until <see cref="Mend"/>, after those that are next.</summary>
    public void Always(string path, Fault fault) => _always[path] = fault;

    public void Mend(string path) => _always.TryRemove(path, out _);

    /// <summary>Slow calls go on.</summary>
    public void LetGo() => _goOn.TrySetResult();

    internal async Task Play(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path.StartsWithSegments("/fake", StringComparison.Ordinal))
        {
            await next(context);
            return;
        }

        await Note(context.Request);
        switch (FaultOf(context.Request.Path))
        {
            case Fault.Errcode(var code, var message):
                await context.Response.WriteAsJsonAsync(new { errcode = code, errmsg = message });
                break;
            case Fault.Says says:
                context.Response.StatusCode = says.Status;
                context.Response.ContentType = says.ContentType;
                await context.Response.WriteAsync(says.Body);
                break;
            case Fault.Breaks:
                context.Abort();
                break;
            case Fault.BreaksAfterwards:
                context.Response.Body = Stream.Null;
                await next(context);
                context.Abort();
                break;
            case Fault.Slow:
                await _goOn.Task;
                await next(context);
                break;
            default:
                await next(context);
                break;
        }
    }

    private Fault? FaultOf(string path)
    {
        if (_next.TryGetValue(path, out var queue) && queue.TryDequeue(out var once))
            return once;
        return _always.GetValueOrDefault(path);
    }

    private async Task Note(HttpRequest request)
    {
        request.EnableBuffering();
        using var reader = new StreamReader(request.Body, leaveOpen: true);
        var body = await reader.ReadToEndAsync();
        request.Body.Position = 0;
        _seen.Enqueue(new(
            request.Path, request.QueryString.Value ?? "", body,
            request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString())));
    }
}
