using FluentValidation;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;

namespace ResidentService.Service.Api.Communities;

/// <summary>The settings of <see cref="Policy"/>; those that are absent stay as they are.</summary>
public sealed record ChangePolicy(
    ChangeEventRules? Event,
    ChangeEarningRules? Earning,
    ChangePointsRules? Points,
    ChangeRedemptionRules? Redemption,
    ChangeAppointmentRules? Appointment,
    ChangeCareRules? Care,
    ChangeOrderRules? Order,
    ChangeLegalAidRules? LegalAid,
    ChangeMealRules? Meal)
{
    public Policy Over(Policy policy) => policy with
    {
        Event = Event?.Over(policy.Event) ?? policy.Event,
        Earning = Earning?.Over(policy.Earning) ?? policy.Earning,
        Points = Points?.Over(policy.Points) ?? policy.Points,
        Redemption = Redemption?.Over(policy.Redemption) ?? policy.Redemption,
        Appointment = Appointment?.Over(policy.Appointment) ?? policy.Appointment,
        Care = Care?.Over(policy.Care) ?? policy.Care,
        Order = Order?.Over(policy.Order) ?? policy.Order,
        LegalAid = LegalAid?.Over(policy.LegalAid) ?? policy.LegalAid,
        Meal = Meal?.Over(policy.Meal) ?? policy.Meal,
    };

    public sealed class Rules : AbstractValidator<ChangePolicy>
    {
        public Rules()
        {
            RuleFor(body => body.Event!).SetValidator(new ChangeEventRules.Rules())
                .When(body => body.Event is not null);
            RuleFor(body => body.Earning!).SetValidator(new ChangeEarningRules.Rules())
                .When(body => body.Earning is not null);
            RuleFor(body => body.Points!).SetValidator(new ChangePointsRules.Rules())
                .When(body => body.Points is not null);
            RuleFor(body => body.Redemption!).SetValidator(new ChangeRedemptionRules.Rules())
                .When(body => body.Redemption is not null);
            RuleFor(body => body.Appointment!).SetValidator(new ChangeAppointmentRules.Rules())
                .When(body => body.Appointment is not null);
            RuleFor(body => body.Care!).SetValidator(new ChangeCareRules.Rules()).When(body => body.Care is not null);
            RuleFor(body => body.Order!).SetValidator(new ChangeOrderRules.Rules())
                .When(body => body.Order is not null);
            RuleFor(body => body.LegalAid!).SetValidator(new ChangeLegalAidRules.Rules())
                .When(body => body.LegalAid is not null);
            RuleFor(body => body.Meal!).SetValidator(new ChangeMealRules.Rules()).When(body => body.Meal is not null);
        }
    }
}

public sealed record ChangeEventRules(
    int? FreeCancelHours,
    int? MovedUpFreeCancelHours,
    int? NoShowsMax,
    int? NoShowWindowDays,
    int? NoShowBlockDays,
    int? CheckInOpensMinutes,
    int? CheckOutClosesMinutes,
    int? CheckInsMax,
    int? StaffRecordsAlertPercent,
    int? SettleAfterHours,
    int? RemindHours)
{
    public EventRules Over(EventRules rules) => new()
    {
        FreeCancelHours = FreeCancelHours ?? rules.FreeCancelHours,
        MovedUpFreeCancelHours = MovedUpFreeCancelHours ?? rules.MovedUpFreeCancelHours,
        NoShowsMax = NoShowsMax ?? rules.NoShowsMax,
        NoShowWindowDays = NoShowWindowDays ?? rules.NoShowWindowDays,
        NoShowBlockDays = NoShowBlockDays ?? rules.NoShowBlockDays,
        CheckInOpensMinutes = CheckInOpensMinutes ?? rules.CheckInOpensMinutes,
        CheckOutClosesMinutes = CheckOutClosesMinutes ?? rules.CheckOutClosesMinutes,
        CheckInsMax = CheckInsMax ?? rules.CheckInsMax,
        StaffRecordsAlertPercent = StaffRecordsAlertPercent ?? rules.StaffRecordsAlertPercent,
        SettleAfterHours = SettleAfterHours ?? rules.SettleAfterHours,
        RemindHours = RemindHours ?? rules.RemindHours,
    };

    public sealed class Rules : AbstractValidator<ChangeEventRules>
    {
        public Rules()
        {
            RuleFor(rules => rules.FreeCancelHours).InclusiveBetween(0, 24 * 7);
            RuleFor(rules => rules.MovedUpFreeCancelHours).InclusiveBetween(0, 24 * 7);
            RuleFor(rules => rules.NoShowsMax).InclusiveBetween(1, 100);
            RuleFor(rules => rules.NoShowWindowDays).InclusiveBetween(1, 366);
            RuleFor(rules => rules.NoShowBlockDays).InclusiveBetween(0, 366);
            RuleFor(rules => rules.CheckInOpensMinutes).InclusiveBetween(0, 24 * 60);
            RuleFor(rules => rules.CheckOutClosesMinutes).InclusiveBetween(0, 24 * 60);
            RuleFor(rules => rules.CheckInsMax).InclusiveBetween(1, 20);
            RuleFor(rules => rules.StaffRecordsAlertPercent).InclusiveBetween(0, 100);
            RuleFor(rules => rules.SettleAfterHours).InclusiveBetween(1, 24 * 30);
            RuleFor(rules => rules.RemindHours).InclusiveBetween(0, 24 * 7);
        }
    }
}

public sealed record ChangeEarningRules(
    int? PointsPerHour, int? PointsPerDayMax, int? PointsPerYearMax, int? ExpireAfterMonths)
{
    public EarningRules Over(EarningRules rules) => new()
    {
        PointsPerHour = PointsPerHour ?? rules.PointsPerHour,
        PointsPerDayMax = PointsPerDayMax ?? rules.PointsPerDayMax,
        PointsPerYearMax = PointsPerYearMax ?? rules.PointsPerYearMax,
        ExpireAfterMonths = ExpireAfterMonths ?? rules.ExpireAfterMonths,
    };

    public sealed class Rules : AbstractValidator<ChangeEarningRules>
    {
        public Rules()
        {
            RuleFor(rules => rules.PointsPerHour).InclusiveBetween(0, 1_000);
            RuleFor(rules => rules.PointsPerDayMax).InclusiveBetween(0, 100_000);
            RuleFor(rules => rules.PointsPerYearMax).InclusiveBetween(0, 1_000_000);
            RuleFor(rules => rules.ExpireAfterMonths).InclusiveBetween(1, 1_200);
        }
    }
}

public sealed record ChangePointsRules(int? IssuancePerMonthMax, int? GiftsPerMonthMax)
{
    public PointsRules Over(PointsRules rules) => new()
    {
        IssuancePerMonthMax = IssuancePerMonthMax ?? rules.IssuancePerMonthMax,
        GiftsPerMonthMax = GiftsPerMonthMax ?? rules.GiftsPerMonthMax,
    };

    public sealed class Rules : AbstractValidator<ChangePointsRules>
    {
        public Rules()
        {
            RuleFor(rules => rules.IssuancePerMonthMax).InclusiveBetween(0, Amount.Max);
            RuleFor(rules => rules.GiftsPerMonthMax).InclusiveBetween(0, 1_000_000);
        }
    }
}

public sealed record ChangeRedemptionRules(int? VoucherDays)
{
    public RedemptionRules Over(RedemptionRules rules) => new() { VoucherDays = VoucherDays ?? rules.VoucherDays };

    public sealed class Rules : AbstractValidator<ChangeRedemptionRules>
    {
        public Rules() => RuleFor(rules => rules.VoucherDays).InclusiveBetween(1, 365);
    }
}
