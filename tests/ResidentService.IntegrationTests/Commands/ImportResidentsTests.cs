using System.Data.Common;
using System.Net;
using System.Text;
using Dapper;

namespace ResidentService.IntegrationTests.Commands;

public sealed class ImportResidentsTests : IDisposable
{
    private const string Header = "姓名,电话,出生日期,社区\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("resident-service-").FullName;

    [Fact]
    public async Task Rows_go_in_once_and_who_proves_the_phone_joins_their_record()
    {
        await Seed();
        var file = Write(
            "王桂兰,138 0000 0001,1948-03-02,唐都花园社区",
            "王桂兰,+86 13800000001,1948-03-02,com_tangdu", // the same person once more
            "赵大爷,,1941/7/1,唐都花园社区",
            "李红,12345,1980-01-01,唐都花园社区",
            "孙强,13800000002,,没有这个社区");
        var (exitCode, output) = await Import(file);
        Assert.Equal(1, exitCode);
        Assert.Contains("2 added, 1 already there, 2 refused", output, StringComparison.Ordinal);
        Assert.Contains("line 5: phone", output, StringComparison.Ordinal);
        Assert.Contains("line 6: community", output, StringComparison.Ordinal);
        Assert.DoesNotContain("12345", output, StringComparison.Ordinal);
        Assert.Contains("0 added, 3 already there, 2 refused", (await Import(file)).Output, StringComparison.Ordinal);

        await using var service = await ServiceProcess.Start(_folder);
        using var wang = service.NewClient();
        var joined = await SignIn(wang, "wang-guilan", "13800000001").Ok();
        Assert.False((bool)joined["isNew"]!);
        var me = await wang.Get("/api/v1/me").Ok();
        Assert.Equal(("王桂兰", "com_tangdu"), ((string?)me["displayName"], (string?)me["communityId"]));
        Assert.Equal((string?)joined["residentId"], (string?)(await SignIn(wang, "wang-guilan").Ok())["residentId"]);

        using var other = service.NewClient();
        await SignIn(other, "somebody-else", "13800000001").IsProblem(HttpStatusCode.Conflict, "phone_in_use");
        Assert.True((bool)(await SignIn(other, "somebody-else").Ok())["isNew"]!);
        await GivePhone(other, "13800000001").IsProblem(HttpStatusCode.Conflict, "phone_in_use");
        await GivePhone(other, "13800000009").Ok();
        await GivePhone(other, "13800000009").Ok();
        await GivePhone(other, "no phone").IsProblem(HttpStatusCode.Unauthorized, "wechat_code_invalid");
        await service.DisposeAsync();
        await Run("verify");
    }

    [Fact]
    public async Task Who_deleted_their_account_is_not_brought_back_and_the_others_go_in()
    {
        await Seed();
        const string erased = "王桂兰,13800000001,1948-03-02,com_tangdu";
        await Import(Write(erased));
        await using (var service = await ServiceProcess.Start(_folder))
        {
            using var wang = service.NewClient();
            await SignIn(wang, "wang-guilan", "13800000001").Ok();
            await wang.Send(HttpMethod.Delete, "/api/v1/me", new { confirm = true }).Is(HttpStatusCode.NoContent);
        }

        var (exitCode, output) = await Import(Write(
            erased,
            "王桂兰,,1948-03-02,com_tangdu", // known by name and birth date
            "王桂兰,13800000002,1948-03-02,com_tangdu",
            "赵大爷,13800000003,1941-07-01,com_tangdu"));
        Assert.Equal(1, exitCode);
        Assert.Contains("1 added, 0 already there, 3 refused", output, StringComparison.Ordinal);
        foreach (var line in (int[])[2, 3, 4])
            Assert.Contains($"line {line}: this person has deleted their account", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_people_under_one_phone_stay_two_and_the_second_is_said()
    {
        await Seed();
        var file = Write(
            "王大山,13800000001,1946-05-06,com_tangdu",
            "李秀兰,13800000001,1948-03-02,com_tangdu", // his wife
            "王大山,13800000001,1971-08-09,com_tangdu", // a namesake
            "王小山,13800000001,,com_tangdu");
        foreach (var summary in (string[])["1 added, 0 already there, 3 refused", "0 added, 1 already there, 3 refused"])
        {
            var (exitCode, output) = await Import(file);
            Assert.Equal(1, exitCode);
            Assert.Contains(summary, output, StringComparison.Ordinal);
            Assert.Contains("line 3: phone: it belongs to somebody with another birth date", output, StringComparison.Ordinal);
            Assert.Contains("line 4: phone: it belongs to somebody with another birth date", output, StringComparison.Ordinal);
            Assert.Contains("line 5: phone: it belongs to somebody with another name", output, StringComparison.Ordinal);
        }

        // Her name and birth date do not lead to him, nor does a name that he gives himself make him another.
        await using (var service = await ServiceProcess.Start(_folder))
        {
            using var wang = service.NewClient();
            await SignIn(wang, "wang-dashan", "13800000001").Ok();
            await wang.Put("/api/v1/me", new { displayName = "大山" }).Ok();
        }

        var (_, said) = await Import(Write(
            "李秀兰,,1948-03-02,com_tangdu", "王大山,13800000001,1946-05-06,com_tangdu"));
        Assert.Contains("1 added, 1 already there, 0 refused", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task However_sign_ins_race_each_record_is_joined_by_one_person_or_can_still_be_joined()
    {
        const int people = 40;
        await Seed();
        await Import(Write([.. Enumerable.Range(0, people).Select(i => $"居民{i},{Phone(i)},,com_tangdu")]));
        await using var service = await ServiceProcess.Start(_folder);
        await Task.WhenAll(Enumerable.Range(0, people).Select(async i =>
        {
            // The app signs in silently, and by a tap, and a second phone with the same number does so too.
            await Task.WhenAll(
                SignInOnce(service, $"one-{i}"),
                SignInOnce(service, $"one-{i}", Phone(i)),
                SignInOnce(service, $"two-{i}", Phone(i)));
            var (one, two) = (await Whose(service, $"one-{i}"), await Whose(service, $"two-{i}"));
            Assert.NotEqual(one.Resident, two.Resident);
            if (one.Name is null && two.Name is null)
            {
                await SignInOnce(service, $"three-{i}", Phone(i)).Ok();
                Assert.Equal($"居民{i}", (await Whose(service, $"three-{i}")).Name);
            }
        }));
        await service.DisposeAsync();
        await Run("verify");

        static string Phone(int i) => $"137222200{i:00}";
    }

    [Fact]
    public async Task An_import_that_is_killed_is_completed_by_the_next()
    {
        const int people = 3_000;
        await Seed();
        var file = Write([.. Enumerable.Range(0, people).Select(i => $"居民{i},1390000{i:0000},,com_tangdu")]);
        await using var journal = await Databases.Open(_folder, "journal");
        var before = Written(journal);
        Assert.True(
            await ServiceProcess.RunAndKill(_folder, () => Written(journal) > before + people, "import-residents", file),
            "it ended before it was killed");
        var (exitCode, output) = await Import(file);
        Assert.True(exitCode == 0, output);
        Assert.Contains(
            $"0 added, {people} already there, 0 refused", (await Import(file)).Output, StringComparison.Ordinal);

        await Run("verify");
        await using var service = await ServiceProcess.Start(_folder);
        using var last = service.NewClient();
        Assert.False((bool)(await SignIn(last, "last", $"1390000{people - 1}").Ok())["isNew"]!);
    }

    [Theory]
    [InlineData("there is no such file", "import-residents", "nowhere.csv")]
    [InlineData("name a CSV file: import-residents FILE", "import-residents")]
    public async Task What_cannot_be_read_is_said_in_one_line(string said, params string[] arguments)
    {
        var (exitCode, output) = await ServiceProcess.Run(_folder, arguments);
        Assert.Equal(1, exitCode);
        Assert.Contains(said, output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Task Seed() => Run("seed");

    private async Task Run(string command)
    {
        var (exitCode, output) = await ServiceProcess.Run(_folder, command);
        Assert.True(exitCode == 0, output);
    }

    private Task<(int ExitCode, string Output)> Import(string file) =>
        ServiceProcess.Run(_folder, "import-residents", file);

    private string Write(params string[] rows)
    {
        var file = Path.Combine(_folder, "residents.csv");
        File.WriteAllText(file, Header + string.Join('\n', rows), Encoding.UTF8);
        return file;
    }

    private static long Written(DbConnection journal) => journal.ExecuteScalar<long>("select max(position) from entries");

    private static async Task<Answer> SignIn(Client client, string name, string? phone = null)
    {
        var answer = await client.Post("/api/v1/auth/wechat", phone is null
            ? (object)new { code = "sandbox:" + name }
            : new { code = "sandbox:" + name, phoneCode = "sandbox:" + phone });
        if (answer.Status == HttpStatusCode.OK)
            client.AccessToken = (string)answer.Json["accessToken"]!;
        return answer;
    }

    private static async Task<Answer> SignInOnce(ServiceProcess service, string name, string? phone = null)
    {
        using var client = service.NewClient();
        return await SignIn(client, name, phone);
    }

    /// <summary>To whom a WeChat user leads; a record has a name, somebody new has none.</summary>
    private static async Task<(string? Resident, string? Name)> Whose(ServiceProcess service, string name)
    {
        using var client = await service.NewClient().SignIn(name);
        return (client.ResidentId, (string?)(await client.Get("/api/v1/me").Ok())["displayName"]);
    }

    private static Task<Answer> GivePhone(Client client, string phone) =>
        client.Post("/api/v1/me/phone", new { phoneCode = "sandbox:" + phone });
}
