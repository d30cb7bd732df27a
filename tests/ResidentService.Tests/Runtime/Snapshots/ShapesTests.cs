using System.Collections.Immutable;
using System.Reflection;
using ResidentService.Domain.Kernel;
using ResidentService.Runtime.Actors;
using ResidentService.Runtime.Snapshots;
using ResidentService.Service;

namespace ResidentService.Tests.Runtime.Snapshots;

public sealed class ShapesTests
{
    public static TheoryData<string> Kinds => [.. Slices.All.Kinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_state_fits_into_a_snapshot(string kind)
    {
        var state = Slices.All.Of(new ActorId(kind, "any")).State;
        Assert.NotNull(ShapeOf(state));
    }

    [Fact]
    public void What_does_not_fit_is_refused_with_its_name()
    {
        Refused<HasAFunction>(nameof(Func<>));
        Refused<HasAMutableList>(nameof(List<>));
        Refused<HasAHiddenField>("hidden");
        Refused<HasAnOpenRecord>(nameof(Open));
        Refused<HoldsItself>(nameof(HoldsItself));
    }

    [Fact]
    public void A_comparer_that_would_be_lost_is_refused()
    {
        var codec = new SnapshotCodec<Sorted>();
        var backwards = new Sorted(ImmutableSortedSet.Create(Comparer<int>.Create((a, b) => b.CompareTo(a)), 1, 2));
        Assert.Throws<NotSupportedException>(() => codec.Encode(backwards, new RememberedCommands().Copy()));
        codec.Encode(new([1, 2]), new RememberedCommands().Copy());
    }

    [Fact]
    public void A_text_that_comes_again_is_one_object()
    {
        var codec = new SnapshotCodec<Texts>();
        var read = codec.Decode(codec.Encode(
            new([.. "ab a ab".Split(' '), null]), new RememberedCommands().Copy())).State.Items;
        Assert.Equal(["ab", "a", "ab", null], read);
        Assert.Same(read[0], read[2]);
    }

    [Fact]
    public void One_byte_that_is_wrong_is_noticed()
    {
        var codec = new SnapshotCodec<Texts>();
        var body = codec.Encode(new(["唐都花园"]), new RememberedCommands().Copy()).ToArray();
        for (var i = 0; i < body.Length; i++)
        {
            body[i] ^= 1;
            Assert.Throws<FormatException>(() => codec.Decode(body));
            body[i] ^= 1;
        }

        Assert.Throws<FormatException>(() => codec.Decode(body.AsMemory(0, 5)));
        Assert.Throws<FormatException>(() => codec.Decode(body.AsMemory(0, body.Length - 1)));
    }

    private static void Refused<T>(string name) =>
        Assert.Contains(name, Assert.Throws<NotSupportedException>(() => ShapeOf(typeof(T))).Message, StringComparison.Ordinal);

    private static object? ShapeOf(Type state) => typeof(Shapes).GetMethod(nameof(Shapes.Of))!.MakeGenericMethod(state)
        .Invoke(null, BindingFlags.DoNotWrapExceptions, null, null, null);

    private sealed record HasAFunction(Func<int> Function);

    private sealed record HasAMutableList(List<int> Items);

    private sealed record HasAHiddenField(int Shown)
    {
        private readonly int _hidden = Shown + 1;

        public int Hidden() => _hidden;
    }

    private sealed record HasAnOpenRecord(Open It);

#pragma warning disable MA0053, CA1852 // Not sealed: that is the point.
    private record Open(int Value);
#pragma warning restore MA0053, CA1852

    private sealed record HoldsItself(int Depth, HoldsItself? Inner);

    private sealed record Sorted(ImmutableSortedSet<int> Items);

    private sealed record Texts(ImmutableArray<string?> Items);
}
