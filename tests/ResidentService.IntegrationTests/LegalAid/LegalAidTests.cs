using System.Net;
using System.Text.Json.Nodes;
using ResidentService.IntegrationTests.CommunityEvents;

namespace ResidentService.IntegrationTests.LegalAid;

public sealed class LegalAidTests(LegalAidTown aid) : IClassFixture<LegalAidTown>
{
    private static readonly string[] LegalAidPower = ["legalAid"];

    private static string Path(string id, string more = "") => $"/api/v1/legal-aid/{id}{more}";

    [Fact]
    public async Task An_application_is_filed_supplemented_granted_assigned_and_closed()
    {
        var (wang, stranger) = (await aid.Neighbour(), await aid.Town.Person());
        var id = await aid.Filed(wang);
        await stranger.Get(Path(id)).IsProblem(HttpStatusCode.NotFound, "not_found");
        var seen = await aid.Town.Worker.Get(Path(id)).Ok();
        Assert.Equal(("filed", "station", null), Of(seen, "status", "turn", "statement"));
        var looked = await aid.Town.Worker.Post(Path(id, "/looks"), new { reason = "初审" }).Ok();
        Assert.Equal(
            ("老板拖欠三个月工资", "租房，没有收入", "王秀英"), Of(looked, "statement", "means", "residentName"));

        await LegalAidTown.Step(aid.Town.Worker, id, "forward");
        await aid.Town.Worker.Post(Path(id, "/grant")).IsProblem(HttpStatusCode.Forbidden, "not_allowed");
        await LegalAidTown.Step(aid.Centre, id, "ask-materials", "请补充劳动合同");
        Assert.Equal(
            ("lacksMaterials", "applicant", "请补充劳动合同"),
            Of(await wang.Get(Path(id)).Ok(), "status", "turn", "materialsWanted"));
        await LegalAidTown.Step(wang, id, "materials", "没有签合同，有工资条");
        await aid.Centre.Post(Path(id, "/ask-materials"), new { text = "再补充" })
            .IsProblem(HttpStatusCode.Conflict, "materials_asked_already");
        await LegalAidTown.Step(aid.Centre, id, "grant");
        await LegalAidTown.Step(aid.Centre, id, "assign", "李律师 029-12345678");
        await LegalAidTown.Step(aid.Centre, id, "assign", "李律师 029-12345678");
        Assert.Equal(
            ("assigned", "centre", "李律师 029-12345678"), Of(await wang.Get(Path(id)).Ok(), "status", "turn", "lawyer"));
        await LegalAidTown.Step(aid.Centre, id, "close", "工资已付清");
        await aid.Town.Advance();

        var own = Assert.Single(await wang.All("/api/v1/me/legal-aid"));
        Assert.Equal((id, "closed", null), Of(own, "applicationId", "status", "turn"));
        Assert.Equal(
            ["legalAidClosed", "legalAidAssigned", "legalAidGranted", "legalAidYourTurn", "legalAidForwarded"],
            await Told(wang));
        Assert.Equal("legalAid", (string?)Assert.Single(await wang.All("/api/v1/me/access-log"))["what"]);
        var exported = (await wang.Get("/api/v1/me/export").Ok())["legalAid"]![0]!;
        Assert.Equal((id, "没有签合同，有工资条", "工资已付清"), Of(exported, "applicationId", "materials", "result"));
    }

    [Fact]
    public async Task A_refusal_is_objected_to_sent_back_and_in_the_end_upheld()
    {
        var wang = await aid.Neighbour();
        var id = await aid.Forwarded(wang);
        await LegalAidTown.Step(aid.Centre, id, "refuse", "不属于援助范围");
        Assert.Equal(
            ("refused", "applicant", "不属于援助范围"), Of(await wang.Get(Path(id)).Ok(), "status", "turn", "refusal"));
        await LegalAidTown.Step(wang, id, "object", "属于劳动报酬");
        await aid.Centre.Post(Path(id, "/uphold"), new { text = "对" }).IsProblem(HttpStatusCode.Forbidden, "not_allowed");
        await aid.Town.Advance();
        Assert.Contains(id, await Desk(aid.Bureau));
        await LegalAidTown.Step(aid.Bureau, id, "send-back", "请重新审查");
        await aid.Town.Advance();
        Assert.Contains(id, await Desk(aid.Centre));
        Assert.DoesNotContain(id, await Desk(aid.Bureau));
        await LegalAidTown.Step(aid.Centre, id, "refuse", "证据不足");
        // Somebody who has come to the station in person.
        await LegalAidTown.Step(aid.Town.Worker, id, "object", "有工友作证");
        await LegalAidTown.Step(aid.Bureau, id, "uphold", "维持决定");
        Assert.Equal(("upheld", null, "维持决定"), Of(await wang.Get(Path(id)).Ok(), "status", "turn", "answer"));
        await wang.Post(Path(id, "/withdraw")).IsProblem(HttpStatusCode.Conflict, "application_ended");
    }

    [Fact]
    public async Task Who_has_refused_is_not_told_of_the_objection_and_does_not_answer_it()
    {
        var both = await aid.Town.Person();
        await aid.Appoint(both, "legalAidCentre");
        await aid.Appoint(both, "justiceBureau");
        var wang = await aid.Neighbour();
        var id = await aid.Forwarded(wang);
        await LegalAidTown.Step(both, id, "refuse", "不属于援助范围");
        await aid.Town.Advance();
        var told = await Count(aid.Bureau, "legalAidArrived");
        var toldBefore = await Count(both, "legalAidArrived");
        await LegalAidTown.Step(wang, id, "object", "属于劳动报酬");
        await aid.Town.Advance();
        Assert.Equal(
            (told + 1, toldBefore), (await Count(aid.Bureau, "legalAidArrived"), await Count(both, "legalAidArrived")));
        foreach (var step in (string[])["uphold", "send-back"])
        {
            await both.PostOnce(Path(id, $"/{step}"), new { text = "维持" })
                .IsProblem(HttpStatusCode.Forbidden, "refused_it_yourself");
        }

        await LegalAidTown.Step(aid.Bureau, id, "send-back", "请重新审查");
    }

    [Fact]
    public async Task A_deadline_of_the_centre_is_told_to_it_when_near_and_to_the_bureau_when_passed_each_once()
    {
        await aid.Town.Advance(24 * 60); // What other tests left late is told.
        var wang = await aid.Neighbour();
        var (near, late) = (await Count(aid.Centre, "legalAidNear"), await Count(aid.Bureau, "legalAidLate"));
        var first = await aid.Forwarded(wang);
        var second = await aid.Forwarded(await aid.Neighbour());
        await aid.Town.Advance(40 * 24 * 60);
        await aid.Town.Advance(24 * 60); // Past the next digest.
        Assert.Equal(near, await Count(aid.Centre, "legalAidNear")); // All at once after so long: it is late by now.
        Assert.Equal(late + 1, await Count(aid.Bureau, "legalAidLate"));
        var listed = await aid.Town.Worker.All($"/api/v1/communities/{aid.Town.Community}/legal-aid?late=true&turn=centre");
        Assert.All((string[])[first, second], id => Assert.Contains(id, listed.Select(row => (string)row["applicationId"]!)));
        await aid.Town.Advance(10 * 24 * 60);
        Assert.Equal(late + 1, await Count(aid.Bureau, "legalAidLate"));

        var third = await aid.Forwarded(wang);
        for (var days = 0; days < 20; days++)
            await aid.Town.Advance(24 * 60);
        Assert.Equal((near + 1, late + 2), (await Count(aid.Centre, "legalAidNear"), await Count(aid.Bureau, "legalAidLate")));
        await LegalAidTown.Step(aid.Centre, third, "grant");
        Assert.False((bool)(await wang.Get(Path(third)).Ok())["isLate"]!);
    }

    [Fact]
    public async Task What_is_not_supplied_in_time_counts_as_withdrawn()
    {
        var wang = await aid.Neighbour();
        var id = await aid.Forwarded(wang);
        await LegalAidTown.Step(aid.Centre, id, "ask-materials", "请补充身份证明");
        await aid.Town.Advance(60 * 24 * 60);
        Assert.Equal("notSupplied", (string?)(await wang.Get(Path(id)).Ok())["status"]);
        await wang.PostOnce(Path(id, "/materials"), new { text = "在这里" })
            .IsProblem(HttpStatusCode.Conflict, "materials_too_late");
        Assert.Equal("legalAidLapsed", (await Told(wang))[0]);
        Assert.Equal("notSupplied", (string?)Assert.Single(await wang.All("/api/v1/me/legal-aid"))["status"]);
    }

    [Fact]
    public async Task Staff_and_helpers_apply_for_somebody_and_means_are_stated_unless_exempt()
    {
        var (wang, helper) = (await aid.Neighbour(), await aid.Town.Person());
        await aid.TryFile(wang, new { }).IsProblem(HttpStatusCode.BadRequest, "means_missing");
        var exempt = new { residentId = wang.ResidentId, exemption = "migrantWorkerClaim" };
        await aid.TryFile(helper, exempt).IsProblem(HttpStatusCode.Forbidden, "not_allowed");
        var byStaff = await aid.Filed(aid.Town.Worker, exempt);
        var answer = await wang.Get(Path(byStaff)).Ok();
        Assert.Equal(
            (wang.ResidentId, aid.Town.Worker.ResidentId, "migrantWorkerClaim"),
            Of(answer, "residentId", "filedById", "exemption"));
        Assert.Equal("legalAidFiled", (await Told(wang))[0]);

        await wang.Put($"/api/v1/me/helpers/{helper.ResidentId}",
            new { powers = LegalAidPower, until = (await aid.Town.Advance()).AddDays(9) }).Ok();
        helper.ActingFor = wang.ResidentId;
        var byHelper = await aid.Filed(helper);
        Assert.Equal(helper.ResidentId, (string?)(await wang.Get(Path(byHelper)).Ok())["filedById"]);
        await wang.Post(Path(byHelper, "/withdraw")).Is(HttpStatusCode.NoContent);
        await wang.Post(Path(byHelper, "/withdraw")).Is(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Who_deletes_their_account_leaves_no_open_application_and_nobody_decides_on_their_own()
    {
        var wang = await aid.Neighbour();
        var id = await aid.Forwarded(wang);
        await wang.Send(HttpMethod.Delete, "/api/v1/me", new { confirm = true }).Is(HttpStatusCode.NoContent);
        Assert.Equal("withdrawn", (string?)(await aid.Town.Worker.Get(Path(id)).Ok())["status"]);
        var own = await aid.Forwarded(aid.Centre);
        await aid.Centre.Post(Path(own, "/grant")).IsProblem(HttpStatusCode.Forbidden, "not_allowed");
    }

    private static (string?, string?, string?) Of(JsonNode answer, string first, string second, string third) =>
        ((string?)answer[first], (string?)answer[second], (string?)answer[third]);

    private static async Task<IReadOnlyList<string>> Desk(Client client) =>
        [.. (await client.All("/api/v1/me/legal-aid-desk")).Select(row => (string)row["applicationId"]!)];

    /// <summary>What somebody was told of legal aid, the newest first.</summary>
    private async Task<IReadOnlyList<string>> Told(Client client)
    {
        await aid.Town.Advance();
        return
        [
            .. (await client.All("/api/v1/me/inbox")).Select(message => (string)message["purpose"]!)
                .Where(purpose => purpose.StartsWith("legalAid", StringComparison.Ordinal)),
        ];
    }

    private async Task<int> Count(Client client, string purpose) => (await Told(client)).Count(one => one == purpose);
}
