using System.Text;
using ResidentService.Service.Importing;
using ResidentService.Service.Settings;

namespace ResidentService.Tests.Service.Importing;

public sealed class ResidentsFileTests
{
    private const string Header = "name,phone,birthDate,community\n";

    private static readonly DateOnly Today = new(2026, 5, 4);

    [Theory]
    [InlineData("utf-8")]
    [InlineData("gb18030")]
    public void Both_encodings_are_understood(string encoding)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        const string text = Header + "王秀英,13800000000,1948-03-02,唐都花园社区\n";
        var row = Assert.Single(Read(text, Encoding.GetEncoding(encoding)).Rows);
        Assert.Equal(("王秀英", "唐都花园社区"), (row.Name, row.Community));
        Assert.Equal(("+8613800000000", new DateOnly(1948, 3, 2)), (row.Phone?.Value, row.BirthDate));
    }

    [Fact]
    public void The_mark_of_UTF_8_is_no_part_of_a_name() =>
        Assert.Single(Read("\uFEFF" + Header + "王秀英,13800000000,,com_tangdu\n").Rows);

    [Fact]
    public void What_is_in_no_encoding_that_we_know_is_refused() =>
        Assert.Contains("GB18030", Assert.Throws<WrongSettingException>(
            () => ResidentsFile.Read([0xFF, 0xFF, 0x0A], Today)).Message, StringComparison.Ordinal);

    [Fact]
    public void Columns_come_in_any_order_under_Chinese_names()
    {
        var row = Assert.Single(Read("社区, 备注 ,姓名,出生日期\r\n唐都,楼长,\" 王秀英\",1948年3月2日\r\n").Rows);
        Assert.Equal(("王秀英", "唐都", new DateOnly(1948, 3, 2)), (row.Name, row.Community, row.BirthDate));
        Assert.Null(row.Phone);
    }

    [Theory]
    [InlineData("")]
    [InlineData("name,community\n")]
    [InlineData("phone,community\n")]
    [InlineData("王秀英,13800000000,1948-03-02,唐都\n")]
    public void Without_its_columns_it_is_no_file_of_residents(string text) =>
        Assert.Contains("name,phone,birthDate,community", Assert.Throws<WrongSettingException>(
            () => Read(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(",13800000000,,唐都", "name")]
    [InlineData("王秀英,12345,,唐都", "phone")]
    [InlineData("王秀英,13800000000,1948-13-02,唐都", "birthDate")]
    [InlineData("王秀英,13800000000,2027-01-01,唐都", "birthDate")]
    [InlineData("王秀英,13800000000,1899-12-31,唐都", "birthDate")]
    [InlineData("王秀英,,,唐都", "phone, birthDate")]
    [InlineData("王秀英,13800000000,,", "community")]
    [InlineData("王秀英,13800000000,唐都", "another number of fields")]
    [InlineData("王秀英,13800000000,,唐都,楼长", "another number of fields")]
    [InlineData("王\"秀英,13800000000,,唐都", "a quotation mark")]
    [InlineData("\"王秀英,13800000000,,唐都", "a quotation mark")]
    public void A_bad_row_is_told_with_its_line_and_the_others_go_in(string bad, string reason)
    {
        var file = Read($"{Header}\n李建国,13900000000,,唐都\n{bad}\n\"赵, \"\"大妈\"\"\",13700000000,,唐都");
        Assert.Equal(["李建国", "赵, \"大妈\""], file.Rows.Select(row => row.Name));
        Assert.Equal([3, 5], file.Rows.Select(row => row.Line));
        var fault = Assert.Single(file.Faults);
        Assert.Equal(4, fault.Line);
        Assert.StartsWith(reason, fault.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("王", fault.Reason, StringComparison.Ordinal);
    }

    private static ResidentsFile Read(string text, Encoding? encoding = null) =>
        ResidentsFile.Read((encoding ?? Encoding.UTF8).GetBytes(text), Today);
}
