using FsCheck;
using FsCheck.Fluent;
using ResidentService.Domain.Kernel;

namespace ResidentService.Tests.Domain.Kernel;

public sealed class GeoPointTests
{
    [Theory]
    [InlineData(90, 180, true)]
    [InlineData(-90, -180, true)]
    [InlineData(90.0001, 0, false)]
    [InlineData(0, 180.0001, false)]
    [InlineData(double.NaN, 0, false)]
    [InlineData(0, double.NaN, false)]
    [InlineData(0, double.PositiveInfinity, false)]
    public void A_point_is_on_the_globe(double latitude, double longitude, bool isOne)
    {
        Assert.Equal(isOne, GeoPoint.TryCreate(latitude, longitude, out _));
        if (!isOne)
            Assert.Throws<ArgumentOutOfRangeException>(() => GeoPoint.Of(latitude, longitude));
    }

    [Fact]
    public void A_degree_of_latitude_is_111_kilometres() =>
        Assert.Equal(111_195, GeoPoint.Of(30, 120).DistanceMetresTo(GeoPoint.Of(31, 120)), 1.0);

    [Fact]
    public void A_thousandth_of_a_degree_of_longitude_in_Hangzhou_is_96_metres() =>
        Assert.Equal(96.1, GeoPoint.Of(30.2, 120.1).DistanceMetresTo(GeoPoint.Of(30.2, 120.101)), 0.1);

    [Fact]
    public void The_far_side_is_half_the_way_round() =>
        Assert.Equal(Math.PI * 6_371_008.8, GeoPoint.Of(0, 0).DistanceMetresTo(GeoPoint.Of(0, 180)), 1.0);

    [Fact]
    public void The_way_back_is_as_long_and_none_is_longer_than_half_the_way_round() => Prop.ForAll(
        Points, Points, (a, b) => Math.Abs(a.DistanceMetresTo(b) - b.DistanceMetresTo(a)) < 0.001
            && a.DistanceMetresTo(b) is >= 0 and < 20_015_200
            && a.DistanceMetresTo(a) == 0).QuickCheckThrowOnFailure();

    private static Arbitrary<GeoPoint> Points => (
        from latitude in Gen.Choose(-900, 900)
        from longitude in Gen.Choose(-1800, 1800)
        select GeoPoint.Of(latitude / 10.0, longitude / 10.0)).ToArbitrary();
}
