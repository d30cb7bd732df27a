namespace ResidentService.Domain.Kernel;

/// <summary>
/// Personal data in the only form in which it enters a command: encrypted with its resident's own key. Erasing that
/// key erases it everywhere. The domain passes it on and never looks inside.
/// </summary>
/// <param name="Value">Base64 of nonce, cipher text and tag; at most 4,096 characters.</param>
public readonly record struct Sealed(string Value)
{
    /// <summary>Never shows the cipher text in a log.</summary>
    public override string ToString() => "sealed";
}
