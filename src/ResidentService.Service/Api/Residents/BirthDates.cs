using System.Globalization;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Security;
using Calendar = ResidentService.Domain.Kernel.Calendar;

namespace ResidentService.Service.Api.Residents;

/// <summary>A person's birth date: kept sealed, and opened only where a rule about ages asks for it.</summary>
internal static class BirthDates
{
    public static readonly DateOnly Earliest = new(1900, 1, 1);

    private const string Form = "yyyy-MM-dd";

    /// <summary>Null when none was given, or when the personal data was erased.</summary>
    public static async ValueTask<DateOnly?> Open(ResidentId resident, Asking ask, KeyVault vault) =>
        await Open(resident, (await ask.Read(resident.Actor, new GetResident()))?.BirthDate, vault);

    public static async ValueTask<DateOnly?> Open(ResidentId resident, Sealed? known, KeyVault vault)
    {
        var text = await vault.Open(resident, Fields.BirthDate, known);
        return text is null ? null : DateOnly.ParseExact(text, Form, CultureInfo.InvariantCulture);
    }

    public static ValueTask<Sealed> Seal(DateOnly birthDate, ResidentId resident, KeyVault vault) =>
        vault.Seal(resident, Fields.BirthDate, birthDate.ToString(Form, CultureInfo.InvariantCulture));

    /// <returns>Why it was not taken, or null.</returns>
    public static async ValueTask<Problem?> Give(
        DateOnly birthDate, ResidentId resident, Asking ask, KeyVault vault, DateTimeOffset now)
    {
        if (birthDate > Calendar.DayOf(now))
        {
            return Problem.Of(EdgeFault.ValidationFailed.At(
                "birthDate", "出生日期不能晚于今天。", "A birth date can't lie in the future."));
        }

        // Sealing the same date again gives another text, which would be another fact.
        if (await Open(resident, ask, vault) == birthDate)
            return null;
        var birthDateSealed = await Seal(birthDate, resident, vault);
        // A step of its own: the same request may change the profile too, by another command to the same resident.
        var command = new ResidentCommand.GiveBirthDate(birthDateSealed);
        return (await ask.Of(resident.Actor, command, step: Fields.BirthDate)).Refusal();
    }
}
