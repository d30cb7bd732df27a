using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.LegalAid;
using ResidentService.Domain.Residents;

namespace ResidentService.Tests.Domain.LegalAid;

/// <summary>王 asks for help with her wages. It is a Monday; the first five days of May were off.</summary>
internal static class ACase
{
    public static readonly DateTimeOffset Monday = new(2026, 5, 11, 9, 0, 0, Calendar.Offset);
    public static readonly LegalAidId It = Id.Parse<LegalAidId>("leg_a");
    public static readonly CommunityId Tangdu = Id.Parse<CommunityId>("com_tangdu");
    public static readonly ResidentId Wang = Id.Parse<ResidentId>("res_wang");
    public static readonly ResidentId Worker = Id.Parse<ResidentId>("res_worker");
    public static readonly ResidentId Adviser = Id.Parse<ResidentId>("res_adviser");
    public static readonly ResidentId Judge = Id.Parse<ResidentId>("res_judge");
    public static readonly Sealed Text = new("dGV4dA==");
    public static readonly Sealed Other = new("b3RoZXI=");
    public static readonly LegalAidTerms Terms = new(Tangdu, Wang, Wang, new LegalAidRules());
    public static readonly WorkingDays Days = new([2026], [.. Enumerable.Range(1, 5).Select(May)], [May(9)]);

    public static readonly LegalAidCommand.File Apply = new(It, Terms, MeansCheck.Stated, Text, ["papers/1.jpg"]);
    public static readonly LegalAidCommand.Forward Forward = new(Days);
    public static readonly LegalAidCommand.AskMaterials Ask = new(Text, Days);
    public static readonly LegalAidCommand.Supply Supply = new(Text, ["papers/2.jpg"], Days);
    public static readonly LegalAidCommand.Grant Grant = new(Days);
    public static readonly LegalAidCommand.Assign Assign = new(Text);
    public static readonly LegalAidCommand.Refuse Refuse = new(Text);
    public static readonly LegalAidCommand.Object Dispute = new(Text, Days);
    public static readonly LegalAidCommand.Uphold Uphold = new(Text);
    public static readonly LegalAidCommand.SendBack SendBack = new(Text, Days);
    public static readonly LegalAidCommand.Close Close = new(Text);
    public static readonly LegalAidCommand.Withdraw Withdraw = new();

    public static DateOnly May(int day) => new(2026, 5, day);

    /// <summary>A time of a day of May.</summary>
    public static DateTimeOffset On(int day, int hour = 9) => Calendar.StartOf(May(day)).AddHours(hour);

    /// <summary>A deadline whose last day is a day of May, with the working day before it.</summary>
    public static LegalDue Until(int day, int near) => new(May(day), Calendar.StartOf(May(near)));

    public static Given<LegalAidCommand, LegalAidFact, LegalAidCase> Nothing() => new(LegalAidDecider.Value, Monday);

    public static Given<LegalAidCommand, LegalAidFact, LegalAidCase> Filed() => Nothing().When(Apply);

    public static Given<LegalAidCommand, LegalAidFact, LegalAidCase> Forwarded() => Filed().When(Forward);

    public static Given<LegalAidCommand, LegalAidFact, LegalAidCase> Asked() => Forwarded().When(Ask, On(13));

    public static Given<LegalAidCommand, LegalAidFact, LegalAidCase> Refused() =>
        Forwarded().By(Adviser).When(Refuse);

    public static Given<LegalAidCommand, LegalAidFact, LegalAidCase> Objected() =>
        Refused().By(Wang).When(Dispute).By(Judge);

    public static Given<LegalAidCommand, LegalAidFact, LegalAidCase> Granted() => Forwarded().When(Grant);

    public static Given<LegalAidCommand, LegalAidFact, LegalAidCase> Assigned() => Granted().When(Assign);

    public static Given<LegalAidCommand, LegalAidFact, LegalAidCase> Closed() => Assigned().When(Close);
}
