namespace ResidentService.Domain.Kernel;

/// <summary>
/// A point in GCJ-02, as WeChat's maps give it. Only distances between such points are computed here.
/// </summary>
public readonly record struct GeoPoint
{
    private const double EarthRadiusMetres = 6_371_008.8; // mean radius, IUGG 1980

    private GeoPoint(double latitude, double longitude) => (Latitude, Longitude) = (latitude, longitude);

    /// <summary>Degrees, −90 to 90.</summary>
    public double Latitude { get; }

    /// <summary>Degrees, −180 to 180.</summary>
    public double Longitude { get; }

    /// <summary>Makes a point; false outside the ranges.</summary>
    public static bool TryCreate(double latitude, double longitude, out GeoPoint point)
    {
        var ok = latitude is >= -90 and <= 90 && longitude is >= -180 and <= 180;
        point = ok ? new(latitude, longitude) : default;
        return ok;
    }

    /// <summary>A point that is known to be in range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public static GeoPoint Of(double latitude, double longitude) => TryCreate(latitude, longitude, out var point)
        ? point
        : throw new ArgumentOutOfRangeException(nameof(latitude), $"{latitude},{longitude}");

    /// <summary>
    /// Great-circle distance in metres (haversine; the error of the sphere, under 0.6 %, does not matter here).
    /// </summary>
    public double DistanceMetresTo(GeoPoint other)
    {
        static double Radians(double degrees) => degrees * Math.PI / 180;
        var dLat = Radians(other.Latitude - Latitude);
        var dLng = Radians(other.Longitude - Longitude);
        var a = Math.Pow(Math.Sin(dLat / 2), 2)
            + (Math.Cos(Radians(Latitude)) * Math.Cos(Radians(other.Latitude)) * Math.Pow(Math.Sin(dLng / 2), 2));
        return 2 * EarthRadiusMetres * Math.Asin(Math.Min(1, Math.Sqrt(a)));
    }
}
