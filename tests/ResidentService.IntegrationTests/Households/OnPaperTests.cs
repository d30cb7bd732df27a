using System.Net;

namespace ResidentService.IntegrationTests.Households;

/// <summary>People without a phone: everything is done by staff, on paper.</summary>
public sealed class OnPaperTests(Town town) : IClassFixture<Town>
{
    [Fact]
    public async Task A_worker_registers_a_couple_without_a_phone_and_their_household()
    {
        var (wang, zhang) = (await Record("王秀英", "1944-03-02"), await Record("张大山", "1941-07-09"));
        Assert.Equal(wang, await Record("王秀英", "1944-03-02", isNew: false));
        var household = (string)(await town.Worker.PostOnce(Communities("/households"),
            new { headId = zhang, paperConsent = "forms/2.jpg" }).Ok())["householdId"]!;
        await town.Worker.PostOnce(Communities("/households"), new { headId = zhang, paperConsent = "forms/2.jpg" })
            .IsProblem(HttpStatusCode.Conflict, "in_another_household");
        var spouse = new { relation = "spouse", role = "elder", paperConsent = "forms/3.jpg" };
        var member = $"/api/v1/households/{household}/members/{wang}";
        await town.Worker.Put(member, new { relation = "spouse", role = "elder" })
            .IsProblem(HttpStatusCode.Conflict, "not_member");
        for (var times = 0; times < 2; times++)
            await town.Worker.Put(member, spouse).Is(HttpStatusCode.NoContent);

        var answer = await town.Worker.Get($"/api/v1/households/{household}").Ok();
        Assert.Equal(zhang, (string?)answer["head"]);
        Assert.Equal(
            [("张大山", null), ("王秀英", "spouse")],
            answer["members"]!.AsArray().Select(one => ((string)one!["displayName"]!, (string?)one["relation"])));
        await town.Worker.Post($"/api/v1/households/{household}/head", new { residentId = wang })
            .Is(HttpStatusCode.NoContent);
        await town.Worker.Delete($"/api/v1/households/{household}/members/{zhang}").Is(HttpStatusCode.NoContent);
        answer = await town.Worker.Get($"/api/v1/households/{household}").Ok();
        Assert.Equal((wang, 1), ((string)answer["head"]!, answer["members"]!.AsArray().Count));
    }

    [Fact]
    public async Task Only_a_right_form_is_taken()
    {
        await town.Worker.PostOnce(Communities("/residents"), new { displayName = "王秀英", birthDate = "1944-03-02" })
            .IsProblem(HttpStatusCode.BadRequest, "validation_failed");
        await town.Worker.PostOnce(Communities("/residents"),
            new { displayName = "王秀英", birthDate = "2944-03-02", paperConsent = "forms/1.jpg" })
            .IsProblem(HttpStatusCode.BadRequest, "validation_failed");
        await town.Worker.PostOnce(Communities("/households"),
            new { headId = (await town.Person()).ResidentId, paperConsent = "forms/1.jpg" })
            .IsProblem(HttpStatusCode.NotFound, "not_found"); // of no community yet
    }

    private string Communities(string more) => $"/api/v1/communities/{town.Community}{more}";

    private async Task<string> Record(string displayName, string birthDate, bool isNew = true)
    {
        var answer = await town.Worker.PostOnce(Communities("/residents"),
            new { displayName, birthDate, paperConsent = "forms/1.jpg" }).Ok();
        Assert.Equal(isNew, (bool)answer["isNew"]!);
        return (string)answer["residentId"]!;
    }
}
