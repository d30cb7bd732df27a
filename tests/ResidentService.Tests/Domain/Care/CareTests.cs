using ResidentService.Domain.Care;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;

namespace ResidentService.Tests.Domain.Care;

public sealed class CareTests
{
    private static readonly DateTimeOffset Monday = new(2026, 5, 4, 9, 0, 0, Calendar.Offset);
    private static readonly DateOnly InJune = new(2026, 6, 1);
    private static readonly ResidentId Wang = Id.Parse<ResidentId>("res_wang");
    private static readonly ResidentId Worker = Id.Parse<ResidentId>("res_worker");
    private static readonly CommunityId Tangdu = Id.Parse<CommunityId>("com_tangdu");
    private static readonly CareTagId Alone = Id.Parse<CareTagId>("tag_alone");
    private static readonly CareTagId Poor = Id.Parse<CareTagId>("tag_poor");
    private static readonly Sealed Content = new("dGV4dA==");
    private static readonly CareCommand.SetTag Set =
        new(Wang, Tangdu, Alone, CareTier.Key, Content, Worker, InJune);
    private static readonly CareCommand Remove = new CareCommand.RemoveTag(Alone, Content);
    private static readonly CareCommand Review = new CareCommand.NoteReviewDue(Alone);

    [Fact]
    public void A_tag_is_set_once_and_anew_when_something_differs() => Nobody()
        .When(Set).Then(new CareFact.Tagged(Wang, Tangdu, Alone, CareTier.Key, Content, Worker, InJune))
        .When(Set).ThenNothing()
        .When(Set with { Tier = CareTier.High }).ThenFact<CareFact.Tagged>();

    [Fact]
    public void The_gravest_tag_says_the_tier()
    {
        Assert.Null(new GetCare().Answer(Nobody().State).Tier);
        var care = Tagged().When(Set with { Tag = Poor, Tier = CareTier.High });
        Assert.Equal(CareTier.High, new GetCare().Answer(care.State).Tier);
        Assert.Equal([Poor, Alone], new GetCare().Answer(care.State).Tags.Select(tag => tag.Id));
        care.When(new CareCommand.RemoveTag(Poor, Content));
        Assert.Equal(CareTier.Key, new GetCare().Answer(care.State).Tier);
    }

    [Fact]
    public void A_review_lies_ahead_within_a_year()
    {
        Nobody().When(Set with { ReviewOn = new(2026, 5, 4) }).ThenRejected<CareRejection.ReviewDateInvalid>();
        Nobody().When(Set with { ReviewOn = new(2027, 5, 6) }).ThenRejected<CareRejection.ReviewDateInvalid>();
        Nobody().When(Set with { ReviewOn = new(2027, 5, 5) }).ThenFact<CareFact.Tagged>();
    }

    [Fact]
    public void A_person_has_a_limited_number_of_tags()
    {
        var care = Nobody();
        for (var number = 0; number < 20; number++)
            care.When(Set with { Tag = Id.Parse<CareTagId>($"tag_{number}") }).ThenFact<CareFact.Tagged>();
        care.When(Set).ThenRejected<CareRejection.TooManyTags>();
        care.When(Set with { Tag = Id.Parse<CareTagId>("tag_7"), Tier = CareTier.High }).ThenFact<CareFact.Tagged>();
    }

    [Fact]
    public void A_tag_is_removed_with_a_reason()
    {
        Tagged().When(Remove).Then(new CareFact.TagRemoved(Wang, Alone, Content))
            .When(Remove).ThenRejected<CareRejection.NoSuchTag>();
        Nobody().When(Remove).ThenRejected<CareRejection.NoSuchTag>();
    }

    [Fact]
    public void A_review_falls_due_on_its_day_once_and_again_after_the_tag_is_set_anew() => Tagged()
        .When(Review, Calendar.StartOf(InJune).AddMilliseconds(-1)).ThenNothing()
        .When(Review, Calendar.StartOf(InJune)).Then(new CareFact.ReviewDue(Wang, Alone, InJune, Worker))
        .When(Review).ThenNothing()
        .When(Set with { ReviewOn = InJune.AddDays(30) }).ThenFact<CareFact.Tagged>();

    [Fact]
    public void Whose_account_is_erased_has_no_tags_any_more()
    {
        var closed = Tagged().When(new CareCommand.Close()).Then(new CareFact.Closed(Wang, [Alone], []))
            .When(new CareCommand.Close()).ThenNothing()
            .When(Review, Calendar.StartOf(InJune)).ThenNothing();
        closed.When(Set).ThenRejected<CareRejection.RecordClosed>();
        closed.When(Remove).ThenRejected<CareRejection.NoSuchTag>();
        Nobody().When(new CareCommand.Close()).ThenNothing();
        Nobody().When(Review).ThenNothing();
    }

    [Fact]
    public void The_deadline_of_a_review_goes_with_its_tag()
    {
        var care = CareDecider.ActorOf(Wang);
        Assert.Equal(
            [new Deadline.Set("review-tag_alone", Calendar.StartOf(InJune), new(care, Review))],
            Deadlines(new CareFact.Tagged(Wang, Tangdu, Alone, CareTier.Key, Content, Worker, InJune)));
        Deadline[] clear = [new Deadline.Clear("review-tag_alone")];
        Assert.Equal(clear, Deadlines(new CareFact.TagRemoved(Wang, Alone, Content)));
        Assert.Equal(clear, Deadlines(new CareFact.Closed(Wang, [Alone], [])));
    }

    private static Given<CareCommand, CareFact, CareRecord> Nobody() => new(CareDecider.Value, Monday);

    private static Given<CareCommand, CareFact, CareRecord> Tagged() => Nobody().When(Set);

    private static IEnumerable<Deadline> Deadlines(CareFact fact) =>
        CareReactions.Value.Deadlines(CareDecider.ActorOf(Wang), fact, Monday);
}
