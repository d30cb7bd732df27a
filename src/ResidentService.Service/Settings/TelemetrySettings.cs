using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace ResidentService.Service.Settings;

/// <summary>Where telemetry goes.</summary>
/// <param name="Otlp">A collector that is sent metrics and traces; null for none.</param>
/// <param name="TraceRatio">Of how many requests a trace is kept, 0–1.</param>
public sealed record TelemetrySettings(Uri? Otlp, double TraceRatio)
{
    private const string OtlpName = "Telemetry:Otlp";
    private const string UsualOtlpName = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string TraceRatioName = "Telemetry:TraceRatio";
    private const double TraceRatioUsual = 0.01;

    /// <exception cref="WrongSettingException">An address or the ratio is wrong.</exception>
    public static TelemetrySettings Read(IConfiguration configuration) =>
        new(ReadOtlp(configuration, OtlpName) ?? ReadOtlp(configuration, UsualOtlpName), ReadRatio(configuration));

    private static Uri? ReadOtlp(IConfiguration configuration, string name)
    {
        if (configuration[name] is not { Length: > 0 } text)
            return null;
        return Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "https" or "http"
            ? url
            : throw new WrongSettingException(name, $"must be an absolute http(s) address, not \"{text}\".");
    }

    private static double ReadRatio(IConfiguration configuration)
    {
        if (configuration[TraceRatioName] is not { Length: > 0 } text)
            return TraceRatioUsual;
        return double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var ratio)
            && ratio is >= 0 and <= 1
            ? ratio
            : throw new WrongSettingException(TraceRatioName, $"must be a number from 0 to 1, not \"{text}\".");
    }
}
