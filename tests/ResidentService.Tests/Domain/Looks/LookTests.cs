using ResidentService.Domain.Kernel;
using ResidentService.Domain.Looks;
using ResidentService.Domain.Residents;

namespace ResidentService.Tests.Domain.Looks;

public sealed class LookTests
{
    private static readonly ResidentId Wang = Id.Parse<ResidentId>("res_wang");
    private static readonly ResidentId Grid = Id.Parse<ResidentId>("res_grid");
    private static readonly Sealed Why = new("dGV4dA==");

    [Fact]
    public void Each_look_is_recorded_once() =>
        new Given<LookCommand, LookFact, LookLog>(LookDecider.Value, new(2026, 5, 4, 9, 0, 0, Calendar.Offset))
            .When(Look("one")).Then(new LookFact.Recorded(Id.Parse<LookId>("look_one"), Wang, Grid, LookAt.Care, Why))
            .When(Look("one")).ThenNothing()
            .When(Look("two")).ThenFact<LookFact.Recorded>();

    private static LookCommand Look(string name) =>
        new LookCommand.Record(Id.Parse<LookId>("look_" + name), Wang, Grid, LookAt.Care, Why);
}
