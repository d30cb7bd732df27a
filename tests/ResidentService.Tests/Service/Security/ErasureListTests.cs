using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Service.Security;
using ResidentService.Service.Settings;

namespace ResidentService.Tests.Service.Security;

public sealed class ErasureListTests : IDisposable
{
    private static readonly ResidentId Zhang = Id.Parse<ResidentId>("res_zhang");
    private static readonly ResidentId Li = Id.Parse<ResidentId>("res_li");

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Whoever_was_added_is_in_it_once_also_after_a_restart()
    {
        Add(Zhang, Li, Zhang);
        Add(Li);
        Assert.Equal("res_zhang\nres_li\n", File.ReadAllText(Path));
        Assert.Equal([Zhang, Li], ErasureList.Read(Path));
    }

    [Fact]
    public void A_line_that_was_being_written_when_the_power_went_is_cut_off()
    {
        File.WriteAllText(Path, "res_zhang\nres_l");
        Assert.Equal([Zhang], ErasureList.Read(Path));
        Add(Li);
        Assert.Equal("res_zhang\nres_li\n", File.ReadAllText(Path));
    }

    [Fact]
    public void A_line_that_is_no_residents_id_is_named()
    {
        File.WriteAllText(Path, "res_zhang\n王小明\n");
        Assert.Contains("line 2", Assert.Throws<WrongSettingException>(() => ErasureList.Open(_folder.Path)).Message);
    }

    [Fact]
    public void It_can_be_copied_while_it_is_open()
    {
        using var list = ErasureList.Open(_folder.Path);
        list.Add(Zhang);
        File.Copy(Path, _folder.File("copy"));
        Assert.Equal([Zhang], ErasureList.Read(_folder.File("copy")));
    }

    public void Dispose() => _folder.Dispose();

    private string Path => _folder.File(ErasureList.FileName);

    private void Add(params ResidentId[] residents)
    {
        using var list = ErasureList.Open(_folder.Path);
        foreach (var resident in residents)
            list.Add(resident);
    }
}
