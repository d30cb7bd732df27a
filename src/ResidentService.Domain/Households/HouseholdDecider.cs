using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;

namespace ResidentService.Domain.Households;

public abstract record HouseholdCommand : ICommand
{
    private HouseholdCommand() { }

    /// <summary>Founds a household; the founder is its head and first member.</summary>
    public sealed record Found(HouseholdId Household, ResidentId Head) : HouseholdCommand;

    public sealed record Invite(ResidentId Resident) : HouseholdCommand;

    /// <summary>A reaction to a resident's entering: who was not invited is refused by an event and leaves again.</summary>
    public sealed record Admit(ResidentId Resident) : HouseholdCommand;

    /// <summary>A reaction to a resident's leaving.</summary>
    public sealed record Remove(ResidentId Resident) : HouseholdCommand;
}
