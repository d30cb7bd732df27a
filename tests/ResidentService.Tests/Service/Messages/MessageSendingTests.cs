using ResidentService.Domain.CommunityEvents;
using ResidentService.Domain.Residents;
using ResidentService.FakeWeChat;
using ResidentService.Service.Messages;

namespace ResidentService.Tests.Service.Messages;

public sealed class MessageSendingTests
{
    private const string SendPath = "/cgi-bin/message/subscribe/send";

    [Fact]
    public async Task Who_has_accepted_is_sent_one_message_with_values_that_fit()
    {
        await using var bench = await MessagesBench.Start();
        var person = await bench.Person(1);
        await bench.SignUp(person);
        await bench.SignUp(person);
        await bench.SendSome();
        await bench.SendSome();
        var message = Assert.Single(bench.WeChat.Fake.Users.Messages);
        Assert.Equal(("o-1", MessagesBench.Template, "pages/event?id=evt_cleaning"), (message.OpenId, message.TemplateId, message.Page));
        Assert.Equal("社区清洁家园大行动之春季特别篇第一期"[..18], message.Values["thing1"][..18]);
        Assert.Equal(("2026年05月06日 09:00", "报名成功"), (message.Values["time2"], message.Values["phrase3"]));
        Assert.Equal((1, 1), (bench.Count("sent"), bench.Count("noQuota")));
        var calls = bench.WeChat.Fake.Script.CallsOf(SendPath);
        await bench.SignUp(person);
        await bench.SendSome();
        Assert.Equal((2, calls), (bench.Count("noQuota"), bench.WeChat.Fake.Script.CallsOf(SendPath)));
    }

    [Fact]
    public async Task What_WeChat_counts_otherwise_is_believed()
    {
        await using var bench = await MessagesBench.Start();
        var person = await bench.Person(1, accepted: 3);
        bench.WeChat.Fake.Script.Next(SendPath, new Fault.Errcode(43101));
        await bench.SignUp(person);
        await bench.SendSome();
        await bench.SignUp(person);
        await bench.SendSome();
        Assert.Equal((0, 2), (bench.Count("sent"), bench.Count("noQuota")));
        Assert.Equal(1, bench.WeChat.Fake.Script.CallsOf(SendPath));
    }

    [Fact]
    public async Task An_unknown_outcome_is_not_repeated_nor_is_what_a_crash_has_interrupted()
    {
        await using var bench = await MessagesBench.Start();
        bench.WeChat.Fake.Script.Next(SendPath, new Fault.BreaksAfterwards());
        await bench.SignUp(await bench.Person(1, accepted: 2));
        await bench.SendSome();
        Assert.Equal(1, bench.Count("unknown"));

        await bench.SignUp(await bench.Person(2));
        bench.Outbox.Take(
            new Dictionary<NoticePurpose, string>
            {
                [NoticePurpose.SignUpConfirmed] = MessagesBench.Template,
            },
            bench.WeChat.Clock.Now, onlyUrgent: false, max: 10);
        await bench.SendSome();
        Assert.Equal(1, bench.Count("trying")); // as another node's would be
        bench.WeChat.Clock.Now += Outbox.TryMax * 2;
        await bench.SendSome();
        Assert.Equal((2, 1), (bench.Count("unknown"), bench.WeChat.Fake.Script.CallsOf(SendPath)));
    }

    [Fact]
    public async Task What_is_told_late_of_a_try_changes_nothing_that_was_tried_since()
    {
        await using var bench = await MessagesBench.Start();
        await bench.SignUp(await bench.Person(1));
        var templates = new Dictionary<ResidentService.Service.Messages.NoticePurpose, string>
        {
            [ResidentService.Service.Messages.NoticePurpose.SignUpConfirmed] = MessagesBench.Template,
        };
        var first = Assert.Single(bench.Outbox.Take(templates, bench.WeChat.Clock.Now, onlyUrgent: false, max: 10));
        var later = new SendOutcome.Later(TimeSpan.Zero);
        bench.Outbox.Settle([(first, MessagesBench.Template, later)], bench.WeChat.Clock.Now);
        Assert.Single(bench.Outbox.Take(templates, bench.WeChat.Clock.Now, onlyUrgent: false, max: 10));
        bench.Outbox.Settle([(first, MessagesBench.Template, later)], bench.WeChat.Clock.Now);
        bench.Outbox.Settle([(first, MessagesBench.Template, new SendOutcome.Sent())], bench.WeChat.Clock.Now);
        Assert.Equal((1, 0, 0), (bench.Count("trying"), bench.Count("waiting"), bench.Count("sent")));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(45011)]
    [InlineData(45009)]
    [InlineData(40164)]
    public async Task What_WeChat_has_certainly_not_done_is_sent_later(int errcode)
    {
        await using var bench = await MessagesBench.Start();
        await bench.SignUp(await bench.Person(1));
        bench.WeChat.Fake.Script.Always(SendPath, new Fault.Errcode(errcode));
        Assert.True(await bench.SendSome() > TimeSpan.Zero);
        Assert.Equal(1, bench.Count("waiting"));
        bench.WeChat.Fake.Script.Mend(SendPath);
        bench.WeChat.Clock.Now += TimeSpan.FromHours(22.5); // 7:30 of the next day
        Assert.Equal(TimeSpan.Zero, await bench.SendSome());
        Assert.Equal(1, bench.Count("sent"));
    }

    [Theory]
    [InlineData(47003)]
    [InlineData(40037)]
    [InlineData(40003)]
    public async Task What_can_never_be_sent_is_not_tried_again(int errcode)
    {
        await using var bench = await MessagesBench.Start();
        await bench.SignUp(await bench.Person(1));
        bench.WeChat.Fake.Script.Next(SendPath, new Fault.Errcode(errcode));
        await bench.SendSome();
        bench.WeChat.Clock.Now += TimeSpan.FromHours(1);
        await bench.SendSome();
        Assert.Equal((1, 1), (bench.Count("dead"), bench.WeChat.Fake.Script.CallsOf(SendPath)));
    }

    [Fact]
    public async Task At_night_only_a_cancelled_event_rings()
    {
        await using var bench = await MessagesBench.Start();
        bench.WeChat.Clock.Now = bench.WeChat.Clock.Now.AddHours(13); // 22:00
        var person = await bench.Person(1);
        await bench.SignUp(person);
        await bench.Happens(new CommunityEventFact.SignUpsReleased([new(person, 1)], false));
        await bench.SendSome();
        Assert.Equal(MessagesBench.CancelTemplate, Assert.Single(bench.WeChat.Fake.Users.Messages).TemplateId);
        bench.WeChat.Clock.Now = bench.WeChat.Clock.Now.AddHours(9); // 7:00
        await bench.SendSome();
        Assert.Equal(2, bench.Count("sent"));
    }

    [Fact]
    public async Task What_is_a_day_old_is_no_news()
    {
        await using var bench = await MessagesBench.Start();
        await bench.SignUp(await bench.Person(1));
        bench.WeChat.Clock.Now += TimeSpan.FromHours(24.1);
        await bench.SendSome();
        Assert.Equal((1, 0), (bench.Count("overdue"), bench.WeChat.Fake.Script.CallsOf(SendPath)));
    }

    [Fact]
    public async Task A_reminder_comes_before_the_start_or_not_at_all()
    {
        await using var bench = await MessagesBench.Start();
        var person = await bench.Person(1, accepted: 2);
        bench.WeChat.Clock.Now += TimeSpan.FromHours(47);
        await bench.Happens(new CommunityEventFact.Reminded([person], 1, 1, false));
        await bench.SendSome();
        await bench.Happens(new CommunityEventFact.Reminded([person], 1, 1, false));
        bench.WeChat.Clock.Now += TimeSpan.FromHours(1);
        await bench.SendSome();
        Assert.Equal((1, 1), (bench.Count("sent"), bench.Count("dead")));
        Assert.Equal("2026年05月06日 09:00", Assert.Single(bench.WeChat.Fake.Users.Messages).Values["time2"]);
    }

    [Fact]
    public async Task What_is_read_a_day_late_is_no_news_either()
    {
        await using var bench = await MessagesBench.Start();
        var entries = await bench.Append(MessagesBench.Cleaning.Actor, new CommunityEventFact.SignedUp(
            await bench.Person(1), 1, 1, SignUpStatus.Confirmed, false));
        bench.WeChat.Clock.Now += TimeSpan.FromHours(24.1);
        await bench.Follower.Apply(entries);
        await bench.SendSome();
        Assert.Equal((1, 0), (bench.Count("overdue"), bench.WeChat.Fake.Script.CallsOf(SendPath)));
    }

    [Fact]
    public async Task What_the_inbox_does_not_have_yet_is_sent_when_it_has()
    {
        await using var bench = await MessagesBench.Start();
        var person = await bench.Person(1);
        bench.TablesFollow = false;
        await bench.SignUp(person);
        await bench.SendSome();
        Assert.Equal((1, 0), (bench.Count("waiting"), bench.WeChat.Fake.Script.CallsOf(SendPath)));
        await bench.CatchUpTables();
        bench.WeChat.Clock.Now += TimeSpan.FromSeconds(1);
        await bench.SendSome();
        Assert.Equal(1, bench.Count("sent"));
    }

    [Fact]
    public async Task Of_who_has_gone_nothing_is_kept_or_sent()
    {
        await using var bench = await MessagesBench.Start();
        var person = await bench.Person(1);
        await bench.SignUp(person);
        Assert.Equal(1, bench.Told(person));
        await bench.Follower.Apply(await bench.Append(person.Actor, new ResidentFact.Erased(person, null, null, [], null)));
        Assert.Equal(0, bench.Told(person));
        await bench.SendSome();
        Assert.Empty(bench.Outbox.Count());
        Assert.Equal(0, bench.WeChat.Fake.Script.CallsOf(SendPath));
    }

    [Fact]
    public async Task An_entry_that_is_followed_again_is_sent_once_and_a_new_outbox_begins_at_the_end()
    {
        await using var bench = await MessagesBench.Start();
        var entries = await bench.Append(MessagesBench.Cleaning.Actor,
            new CommunityEventFact.SignedUp(await bench.Person(1, accepted: 2), 1, 1, SignUpStatus.Confirmed, false));
        await bench.Follower.Apply(entries);
        await bench.SendSome();
        await bench.Follower.Apply(entries);
        await bench.SendSome();
        Assert.Equal(1, bench.Count("sent"));
        Assert.Equal(entries[0].Position, await bench.NewFollower().ReadCheckpoint());
    }

    [Fact]
    public async Task However_WeChat_fails_each_of_many_messages_is_sent_at_most_once()
    {
        const int people = 600;
        await using var bench = await MessagesBench.Start();
        for (var i = 0; i < people; i++)
            await bench.SignUp(await bench.Person(i, accepted: 5));
        for (var i = 0; i < people / 3; i++)
        {
            bench.WeChat.Fake.Script.Next(SendPath, (i % 5) switch
            {
                0 => new Fault.BreaksAfterwards(),
                1 => new Fault.Breaks(),
                2 => new Fault.Errcode(-1),
                3 => new Fault.Errcode(45011),
                _ => new Fault.Says("<html>busy</html>", "text/html", 502),
            });
        }

        while (bench.Count("waiting") > 0)
        {
            await bench.SendSome();
            bench.WeChat.Clock.Now += TimeSpan.FromMinutes(1);
        }

        var received = bench.WeChat.Fake.Users.Messages.Select(message => message.OpenId).ToList();
        Assert.Equal(received.Count, received.Distinct().Count());
        Assert.Equal(people, bench.Count("sent") + bench.Count("unknown"));
        Assert.InRange(received.Count, bench.Count("sent"), people);
        Assert.True(bench.Count("unknown") > 0);
    }
}
