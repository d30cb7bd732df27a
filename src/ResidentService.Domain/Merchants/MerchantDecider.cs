using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Residents;

namespace ResidentService.Domain.Merchants;

public abstract record MerchantCommand : ICommand
{
    private MerchantCommand() { }

    public sealed record Apply(MerchantId Merchant, CommunityId Community, ResidentId Owner, MerchantDetails Details)
        : MerchantCommand;

    public sealed record Approve : MerchantCommand;

    public sealed record Suspend(string Reason) : MerchantCommand;

    public sealed record BindClerk(ResidentId Resident) : MerchantCommand;

    public sealed record UnbindClerk(ResidentId Resident) : MerchantCommand;
}

/// <param name="CreditCode">统一社会信用代码, 18 characters.</param>
/// <param name="FoodLicenceEndsOn">For food: until when the licence holds.</param>
public sealed record MerchantDetails(
    string Name, string? Address, string? CreditCode, string? FoodLicence, DateOnly? FoodLicenceEndsOn);
