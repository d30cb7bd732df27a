using ResidentService.Domain.Residents;
using ResidentService.Service.Api.Volunteers;

namespace ResidentService.Tests.Service.Api;

public sealed class AgesTests
{
    private static readonly DateOnly Today = new(2026, 5, 4);

    [Theory]
    [InlineData("2008-05-04", false, AgeAnswer.Fits)]
    [InlineData("2008-05-05", false, AgeAnswer.GuardianConsentMissing)]
    [InlineData("2008-05-05", true, AgeAnswer.Fits)]
    [InlineData("2012-05-04", true, AgeAnswer.Fits)]
    [InlineData("2012-05-05", true, AgeAnswer.TooYoung)]
    public void From_eighteen_on_ones_own_from_fourteen_with_consent(
        string birthDate, bool consents, AgeAnswer answer) =>
        Assert.Equal(answer, Ages.ToVolunteer(DateOnly.Parse(birthDate), Today, consents));
}
