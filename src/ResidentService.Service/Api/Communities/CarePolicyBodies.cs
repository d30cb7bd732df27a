using FluentValidation;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;

namespace ResidentService.Service.Api.Communities;

public sealed record ChangeAppointmentRules(
    int? HoldMinutes,
    int? BookAheadDays,
    int? FreeCancelHours,
    int? NoShowsMax,
    int? NoShowWindowDays,
    int? NoShowBlockDays)
{
    public AppointmentRules Over(AppointmentRules rules) => new()
    {
        HoldMinutes = HoldMinutes ?? rules.HoldMinutes,
        BookAheadDays = BookAheadDays ?? rules.BookAheadDays,
        FreeCancelHours = FreeCancelHours ?? rules.FreeCancelHours,
        NoShowsMax = NoShowsMax ?? rules.NoShowsMax,
        NoShowWindowDays = NoShowWindowDays ?? rules.NoShowWindowDays,
        NoShowBlockDays = NoShowBlockDays ?? rules.NoShowBlockDays,
    };

    public sealed class Rules : AbstractValidator<ChangeAppointmentRules>
    {
        public Rules()
        {
            RuleFor(rules => rules.HoldMinutes).InclusiveBetween(1, 60);
            RuleFor(rules => rules.BookAheadDays).InclusiveBetween(1, AppointmentRules.BookAheadDaysMax);
            RuleFor(rules => rules.FreeCancelHours).InclusiveBetween(0, 24 * 7);
            RuleFor(rules => rules.NoShowsMax).InclusiveBetween(1, 100);
            RuleFor(rules => rules.NoShowWindowDays).InclusiveBetween(1, 366);
            RuleFor(rules => rules.NoShowBlockDays).InclusiveBetween(0, 366);
        }
    }
}

public sealed record ChangeCareRules(
    int? PairingsPerVolunteerMax, int? VisitDaysHigh, int? VisitDaysKey, int? VisitDaysGeneral, int? EscalateDays)
{
    public CareRules Over(CareRules rules) => new()
    {
        PairingsPerVolunteerMax = PairingsPerVolunteerMax ?? rules.PairingsPerVolunteerMax,
        VisitDaysHigh = VisitDaysHigh ?? rules.VisitDaysHigh,
        VisitDaysKey = VisitDaysKey ?? rules.VisitDaysKey,
        VisitDaysGeneral = VisitDaysGeneral ?? rules.VisitDaysGeneral,
        EscalateDays = EscalateDays ?? rules.EscalateDays,
    };

    public sealed class Rules : AbstractValidator<ChangeCareRules>
    {
        public Rules()
        {
            RuleFor(rules => rules.PairingsPerVolunteerMax).InclusiveBetween(1, 50);
            RuleFor(rules => rules.VisitDaysHigh).InclusiveBetween(1, 366);
            RuleFor(rules => rules.VisitDaysKey).InclusiveBetween(1, 366);
            RuleFor(rules => rules.VisitDaysGeneral).InclusiveBetween(1, 366);
            RuleFor(rules => rules.EscalateDays).InclusiveBetween(0, 30);
        }
    }
}

public sealed record ChangeOrderRules(
    int? DispatchMinutes, int? AcceptMinutes, int? SetOutMinutes, int? DoneMinutes, int? RepeatMinutes, int? ReviewDays)
{
    public OrderRules Over(OrderRules rules) => new()
    {
        DispatchMinutes = DispatchMinutes ?? rules.DispatchMinutes,
        AcceptMinutes = AcceptMinutes ?? rules.AcceptMinutes,
        SetOutMinutes = SetOutMinutes ?? rules.SetOutMinutes,
        DoneMinutes = DoneMinutes ?? rules.DoneMinutes,
        RepeatMinutes = RepeatMinutes ?? rules.RepeatMinutes,
        ReviewDays = ReviewDays ?? rules.ReviewDays,
    };

    public sealed class Rules : AbstractValidator<ChangeOrderRules>
    {
        private const int MinutesMax = 7 * 24 * 60;

        public Rules()
        {
            RuleFor(rules => rules.DispatchMinutes).InclusiveBetween(1, MinutesMax);
            RuleFor(rules => rules.AcceptMinutes).InclusiveBetween(1, MinutesMax);
            RuleFor(rules => rules.SetOutMinutes).InclusiveBetween(1, MinutesMax);
            RuleFor(rules => rules.DoneMinutes).InclusiveBetween(1, MinutesMax);
            RuleFor(rules => rules.RepeatMinutes).InclusiveBetween(60, MinutesMax);
            RuleFor(rules => rules.ReviewDays).InclusiveBetween(1, 90);
        }
    }
}

public sealed record ChangeLegalAidRules(
    DayUnit? Unit, int? ForwardDays, int? DecideDays, int? SupplyDays, int? AssignDays, int? ObjectDays, int? AnswerDays)
{
    public LegalAidRules Over(LegalAidRules rules) => new()
    {
        Unit = Unit ?? rules.Unit,
        ForwardDays = ForwardDays ?? rules.ForwardDays,
        DecideDays = DecideDays ?? rules.DecideDays,
        SupplyDays = SupplyDays ?? rules.SupplyDays,
        AssignDays = AssignDays ?? rules.AssignDays,
        ObjectDays = ObjectDays ?? rules.ObjectDays,
        AnswerDays = AnswerDays ?? rules.AnswerDays,
    };

    public sealed class Rules : AbstractValidator<ChangeLegalAidRules>
    {
        public Rules()
        {
            RuleFor(rules => rules.Unit).IsInEnum();
            RuleFor(rules => rules.ForwardDays).InclusiveBetween(1, 30);
            RuleFor(rules => rules.DecideDays).InclusiveBetween(1, 30);
            RuleFor(rules => rules.SupplyDays).InclusiveBetween(1, 90);
            RuleFor(rules => rules.AssignDays).InclusiveBetween(1, 30);
            RuleFor(rules => rules.ObjectDays).InclusiveBetween(1, 366);
            RuleFor(rules => rules.AnswerDays).InclusiveBetween(1, 30);
        }
    }
}

public sealed record ChangeMealRules(
    int? CutOffMinute, int? PriceFen, int? ElderlyAge, int? ElderlySubsidyFen, int? HardshipSubsidyFen, int? FreeAge,
    int? NotAtHomeMinutes, int? NotAtHomeRepeatMinutes)
{
    public MealRules Over(MealRules rules) => new()
    {
        CutOffMinute = CutOffMinute ?? rules.CutOffMinute,
        PriceFen = PriceFen ?? rules.PriceFen,
        ElderlyAge = ElderlyAge ?? rules.ElderlyAge,
        ElderlySubsidyFen = ElderlySubsidyFen ?? rules.ElderlySubsidyFen,
        HardshipSubsidyFen = HardshipSubsidyFen ?? rules.HardshipSubsidyFen,
        FreeAge = FreeAge ?? rules.FreeAge,
        NotAtHomeMinutes = NotAtHomeMinutes ?? rules.NotAtHomeMinutes,
        NotAtHomeRepeatMinutes = NotAtHomeRepeatMinutes ?? rules.NotAtHomeRepeatMinutes,
    };

    public sealed class Rules : AbstractValidator<ChangeMealRules>
    {
        private const int FenMax = 100_000;

        public Rules()
        {
            RuleFor(rules => rules.CutOffMinute).InclusiveBetween(0, (24 * 60) - 1);
            RuleFor(rules => rules.PriceFen).InclusiveBetween(0, FenMax);
            RuleFor(rules => rules.ElderlyAge).InclusiveBetween(0, 150);
            RuleFor(rules => rules.ElderlySubsidyFen).InclusiveBetween(0, FenMax);
            RuleFor(rules => rules.HardshipSubsidyFen).InclusiveBetween(0, FenMax);
            RuleFor(rules => rules.FreeAge).InclusiveBetween(0, 150);
            RuleFor(rules => rules.NotAtHomeMinutes).InclusiveBetween(5, 24 * 60);
            RuleFor(rules => rules.NotAtHomeRepeatMinutes).InclusiveBetween(30, 24 * 60);
        }
    }
}
