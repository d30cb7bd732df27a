using System.Buffers.Binary;
using System.Globalization;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Domain.Volunteers;

namespace ResidentService.Service.Security;

/// <summary>Turns a value that belongs to one person into the id of the actor that says whose it is.</summary>
public sealed class Identities(Secrets secrets)
{
    public IdentityId WeChat(string openId) => Of("wechat", openId);

    /// <summary>The same person in all apps of one owner.</summary>
    public IdentityId WeChatUnion(string unionId) => Of("wechatUnion", unionId);

    public IdentityId Phone(PhoneNumber number) => Of("phone", number.Value);

    /// <summary>Somebody without a phone is told from others by name, birth date and community.</summary>
    public IdentityId Person(string name, DateOnly birthDate, CommunityId community) => Of(
        "person", name, birthDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), community.Value);

    /// <summary>The record that staff make for an identity: the same each time, so that it is made once.</summary>
    public ResidentId RecordOf(IdentityId identity) =>
        Id.New<ResidentId>(secrets.Mac(Purpose.Identity, "record", identity.Value));

    public IdentityId Of(VolunteerNumber number) => Of("volunteerNumber", number.Value);

    /// <summary>
    /// The number to try to reserve for a resident; the next attempt where it belongs to somebody else.
    /// </summary>
    public VolunteerNumber NumberFor(ResidentId resident, int attempt) => VolunteerNumber.From(
        BinaryPrimitives.ReadUInt64BigEndian(
            secrets.Mac(Purpose.Identity, "volunteerNumberFor", resident.Value, $"{attempt}")));

    private IdentityId Of(params ReadOnlySpan<string> parts) =>
        Id.New<IdentityId>(secrets.Mac(Purpose.Identity, parts));
}
