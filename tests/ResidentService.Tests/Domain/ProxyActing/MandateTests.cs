using ResidentService.Domain.Kernel;
using ResidentService.Domain.ProxyActing;
using ResidentService.Domain.Residents;

namespace ResidentService.Tests.Domain.ProxyActing;

public sealed class MandateTests
{
    private static readonly DateTimeOffset Monday = new(2026, 5, 4, 9, 0, 0, Calendar.Offset);
    private static readonly DateTimeOffset Friday = Monday.AddDays(4);
    private static readonly ResidentId Wang = Id.Parse<ResidentId>("res_wang");
    private static readonly ResidentId Son = Id.Parse<ResidentId>("res_son");
    private static readonly ResidentId Worker = Id.Parse<ResidentId>("res_worker");
    private static readonly MandateCommand.Give Give =
        new(Wang, Son, [Power.Services, Power.Appointments, Power.Services], Friday, null, Wang);
    private static readonly MandateCommand.Use Order = new(Wang, Son, Power.Services, "POST /orders", IsLook: false);

    [Fact]
    public void Somebody_is_trusted_in_some_things_until_a_day()
    {
        var given = new MandateFact.Given(Wang, Son, [Power.Appointments, Power.Services], Friday, null);
        Nothing().When(Give).Then(given).When(Give).ThenNothing()
            .When(Give with { Powers = [Power.Points] }).Then(given with { Powers = [Power.Points] });
        Nothing().When(Give with { PaperConsent = "forms/9.jpg", By = Worker })
            .Then(given with { PaperConsent = "forms/9.jpg" });
        Nothing().When(Give with { Helper = Wang }).ThenRejected<MandateRejection.OwnHelper>();
        Nothing().When(Give with { By = Son }).ThenRejected<MandateRejection.NamesThemself>();
        Nothing().When(Give with { Powers = [] }).ThenRejected<MandateRejection.MandateInvalid>();
        Nothing().When(Give with { Until = Monday }).ThenRejected<MandateRejection.MandateInvalid>();
        Nothing().When(Give with { Until = Monday.AddDays(MandateDecider.DaysMax).AddMinutes(1) })
            .ThenRejected<MandateRejection.MandateInvalid>();
    }

    [Fact]
    public void There_are_not_too_many_of_those_whose_time_is_not_over()
    {
        var many = Nothing();
        for (var number = 0; number < MandateDecider.HelpersMax; number++)
            many.When(Give with { Helper = Id.Parse<ResidentId>($"res_{number}") });
        many.When(Give).ThenRejected<MandateRejection.TooManyHelpers>();
        many.When(Give with { Until = Friday.AddDays(7) }, Friday).ThenFact<MandateFact.Given>();
    }

    [Fact]
    public void Only_what_was_named_is_done_and_only_until_then()
    {
        var used = new MandateFact.Used(Wang, Son, Power.Services, "POST /orders", false);
        Trusted().When(Order).Then(used).When(Order).Then(used);
        Trusted().When(Order with { Power = Power.Points }).ThenRejected<MandateRejection.NotHelper>();
        Trusted().When(Order with { Helper = Worker }).ThenRejected<MandateRejection.NotHelper>();
        Trusted().When(Order, Friday).ThenRejected<MandateRejection.NotHelper>();
        Nothing().When(Order).ThenRejected<MandateRejection.NotHelper>();
    }

    [Fact]
    public void What_is_withdrawn_or_laid_down_is_over_at_once()
    {
        var withdraw = new MandateCommand.Withdraw(Wang, Son, ByHelper: false);
        Trusted().When(withdraw).Then(new MandateFact.Withdrawn(Wang, Son, false))
            .When(withdraw).ThenNothing()
            .When(Order).ThenRejected<MandateRejection.NotHelper>();
        Trusted().When(withdraw with { ByHelper = true }).Then(new MandateFact.Withdrawn(Wang, Son, true));
    }

    [Fact]
    public void A_day_has_an_end_of_it_also_where_trust_is_given_anew()
    {
        var busy = Trusted();
        for (var number = 0; number < MandateDecider.UsesPerDayMax; number++)
            busy.When(Order).ThenFact<MandateFact.Used>();
        busy.When(Order).ThenRejected<MandateRejection.DailyLimit>();
        busy.When(Give with { Powers = [Power.Services] }).When(Order).ThenRejected<MandateRejection.DailyLimit>();
        busy.When(Order with { IsLook = true }).ThenFact<MandateFact.Used>();
        busy.When(Order, Monday.AddDays(1)).ThenFact<MandateFact.Used>();
    }

    [Fact]
    public void The_first_look_of_a_day_stands_for_all_of_its_power()
    {
        var look = Order with { Operation = "GET /me/orders", IsLook = true };
        var looked = new MandateFact.Used(Wang, Son, Power.Services, "GET /me/orders", true);
        var trusted = Trusted();
        trusted.When(look).Then(looked).When(look).ThenNothing();
        trusted.When(look with { Power = Power.Appointments }).ThenFact<MandateFact.Used>();
        trusted.When(look, Monday.AddDays(1)).Then(looked);
    }

    private static Given<MandateCommand, MandateFact, Mandates> Nothing() => new(MandateDecider.Value, Monday);

    private static Given<MandateCommand, MandateFact, Mandates> Trusted() => Nothing().When(Give);
}
