namespace ResidentService.Service.Api.Residents;

/// <summary>The names under which a resident's data is sealed. What is sealed opens under its own name only.</summary>
public static class Fields
{
    public const string DisplayName = "displayName";
    public const string BirthDate = "birthDate";
    public const string Phone = "phone";
    public const string OpenId = "openId";
    public const string GiftMessage = "giftMessage";
    public const string GuardianEvidence = "guardianEvidence";
    public const string ExcuseReason = "excuseReason";
    public const string AppointmentMatter = "appointmentMatter";
    public const string LookReason = "lookReason";
    public const string CareTag = "careTag";
    public const string CareRemoval = "careRemoval";
    public const string PairingReason = "pairingReason";
    public const string VisitNotes = "visitNotes";
    public const string Vetting = "vetting";
    public const string VettingWithdrawal = "vettingWithdrawal";
    public const string VisitTurnedDown = "visitTurnedDown";
    public const string CancelReason = "cancelReason";
    public const string Content = "content";
    public const string OrderWish = "orderWish";
    public const string OrderReason = "orderReason";
    public const string OrderEvidence = "orderEvidence";
    public const string OrderReview = "orderReview";
    public const string OrderCondition = "orderCondition";
    public const string LegalAidContent = "legalAidContent";
    public const string LegalAidMaterials = "legalAidMaterials";
    public const string LegalAidReason = "legalAidReason";
    public const string LegalAidLawyer = "legalAidLawyer";
    public const string LegalAidResult = "legalAidResult";
    public const string Diet = "diet";
    public const string MealSlip = "mealSlip";
    public const string MealReason = "mealReason";
    public const string MealReached = "mealReached";
    public const string MealCondition = "mealCondition";
}
