using System.Buffers.Binary;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Domain.Volunteers;

namespace ResidentService.Service.Security;

/// <summary>Turns a value that belongs to one person into the id of the actor that says whose it is.</summary>
public sealed class Identities(Secrets secrets)
{
    public IdentityId WeChat(string openId) => Of("wechat", openId);

    /// <param name="number">With country code and without separators, for instance <c>+8613800000000</c>.</param>
    public IdentityId Phone(string number) => Of("phone", number);

    public IdentityId Of(VolunteerNumber number) => Of("volunteerNumber", number.Value);

    /// <summary>
    /// The number to try to reserve for a resident; the next attempt where it belongs to somebody else.
    /// </summary>
    public VolunteerNumber NumberFor(ResidentId resident, int attempt) => VolunteerNumber.From(
        BinaryPrimitives.ReadUInt64BigEndian(
            secrets.Mac(Purpose.Identity, "volunteerNumberFor", resident.Value, $"{attempt}")));

    private IdentityId Of(string kind, string value) => Id.New<IdentityId>(secrets.Mac(Purpose.Identity, kind, value));
}
