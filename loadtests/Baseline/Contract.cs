namespace ResidentService.Baseline;

internal sealed record SignIn(string Code);

internal sealed record SignUp;

internal sealed record SignedUp(string Status, int Sequence, int? WaitPosition);

internal sealed record EventPage(
    string EventId, string Title, DateTimeOffset StartsAt, DateTimeOffset EndsAt, int Capacity, int Confirmed,
    int Waiting, string Status);
