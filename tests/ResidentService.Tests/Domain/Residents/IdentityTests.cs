using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;

namespace ResidentService.Tests.Domain.Residents;

public sealed class IdentityTests
{
    private static readonly DateTimeOffset Monday = new(2026, 5, 4, 9, 0, 0, Calendar.Offset);
    private static readonly ResidentId Zhang = Id.Parse<ResidentId>("res_zhang");
    private static readonly ResidentId Li = Id.Parse<ResidentId>("res_li");

    [Fact]
    public void Who_comes_first_has_the_value() => Free()
        .When(new IdentityCommand.Bind(Zhang))
        .Then(new IdentityFact.Bound(Zhang))
        .ThenReply(new IdentityReply(Zhang));

    [Fact]
    public void Who_comes_second_is_told_to_whom_it_belongs() => Free()
        .When(new IdentityCommand.Bind(Zhang))
        .When(new IdentityCommand.Bind(Li))
        .ThenNothing().ThenReply(new IdentityReply(Zhang));

    [Fact]
    public void Binding_it_again_changes_nothing() => Free()
        .When(new IdentityCommand.Bind(Zhang))
        .When(new IdentityCommand.Bind(Zhang))
        .ThenNothing().ThenReply(new IdentityReply(Zhang));

    [Fact]
    public void Its_owner_can_be_asked_for()
    {
        Assert.Null(new GetIdentity().Answer(Free().State));
        Assert.Equal(Zhang, new GetIdentity().Answer(Free().When(new IdentityCommand.Bind(Zhang)).State));
    }

    private static Given<IdentityCommand, IdentityFact, Identity> Free() => new(IdentityDecider.Value, Monday);
}
