using System.Data.Common;
using Dapper;
using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;
using ResidentService.Domain.Meals;
using ResidentService.Domain.Residents;
using ResidentService.Domain.ServiceOrders;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Api.Merchants;
using ResidentService.Service.Views;

namespace ResidentService.Service.Api.Meals;

/// <summary>Questions about <see cref="MealTables"/>.</summary>
internal static class MealQueries
{
    public static ItemsOf<KitchenItem> KitchensOf(DbConnection connection, CommunityId community, Page page) => page.Of(
        connection.Query<KitchenRow>(
            """
            select id as Id, name as Name, address as Address, latitude as Latitude, longitude as Longitude,
                is_closed as IsClosed, position as Position
            from kitchens where community = @community and position < @before order by position desc limit @Take
            """,
            new { community = community.Value, before = page.Before(), page.Take }).AsList(),
        row => row.ToItem(), row => ByPosition.Key(row.Position));

    /// <summary>Days whose menus are out, the first one first.</summary>
    public static IReadOnlyList<MealDayId> DaysOut(
        DbConnection connection, KitchenId kitchen, DateOnly from, int most) =>
    [
        .. connection.Query<string>(
            "select id from meal_days where kitchen = @kitchen and day_at >= @from and is_out = 1 "
            + "order by day_at limit @most",
            new { kitchen = kitchen.Value, from = Calendar.StartOf(from).ToUnixTimeMilliseconds(), most })
            .Select(Id.Parse<MealDayId>),
    ];

    public static ItemsOf<MealItem> Of(DbConnection connection, IReadOnlyList<ResidentId> household, Page page)
    {
        var values = new DynamicParameters(new { before = page.Before(), page.Take });
        return Meals(
            connection, $"resident in {values.AddList("member", household.Select(one => one.Value))}", page, values);
    }

    public static ItemsOf<MealItem> OfDay(
        DbConnection connection, MealDayId day, MealStatus? status, Page page) => Meals(
        connection, "day = @day" + (status is null ? "" : " and status = @status"), page,
        new { day = day.Value, status = Word(status), before = page.Before(), page.Take });

    public static ItemsOf<MealItem> OfCommunity(
        DbConnection connection, CommunityId community, MealStatus? status, Page page) => Meals(
        connection, "m.community = @community" + (status is null ? "" : " and status = @status"), page,
        new { community = community.Value, status = Word(status), before = page.Before(), page.Take });

    public static ItemsOf<StandingItem> StandingOf(
        DbConnection connection, IReadOnlyList<ResidentId> household, DateOnly today, Page page)
    {
        var values = new DynamicParameters(new { before = page.Before(), page.Take });
        var members = values.AddList("member", household.Select(one => one.Value));
        return Standing(connection, $"resident in {members}", today, page, values);
    }

    public static ItemsOf<StandingItem> StandingAt(
        DbConnection connection, KitchenId kitchen, DateOnly today, Page page) => Standing(
        connection, "kitchen = @kitchen and has_ended = 0 and to_at >= @today", today, page,
        new
        {
            kitchen = kitchen.Value,
            today = Calendar.StartOf(today).ToUnixTimeMilliseconds(),
            before = page.Before(),
            page.Take,
        });

    public static ItemsOf<RunItem> RunsOf(DbConnection connection, ResidentId courier, Page page) => page.Of(
        connection.Query<RunRow>(
            """
            select id as Id, kitchen as Kitchen, day_at as DayAt, number as Number, stops as Stops, metres as Metres,
                is_finished as IsFinished, position as Position
            from meal_runs where courier = @courier and position < @before order by position desc limit @Take
            """,
            new { courier = courier.Value, before = page.Before(), page.Take }).AsList(),
        row => row.ToItem(), row => ByPosition.Key(row.Position));

    /// <summary>The runs on which somebody still has to go.</summary>
    public static IReadOnlyList<(MealDayId Day, RunId Run)> OpenRunsOf(DbConnection connection, ResidentId courier) =>
    [
        .. connection.Query<(string Day, string Id)>(
            "select day, id from meal_runs where courier = @courier and is_finished = 0",
            new { courier = courier.Value })
            .Select(row => (Id.Parse<MealDayId>(row.Day), Id.Parse<RunId>(row.Id))),
    ];

    /// <summary>Where a person has a meal that is not settled.</summary>
    public static IReadOnlyList<MealDayId> OpenMealsOf(DbConnection connection, ResidentId resident)
    {
        var values = new DynamicParameters(new { resident = resident.Value });
        MealStatus[] open = [MealStatus.Ordered, MealStatus.Unfit, MealStatus.Clashed, MealStatus.NobodyHome];
        var statuses = values.AddList("status", open.Select(ByPosition.Word));
        return
        [
            .. connection.Query<string>(
                $"select day from meals where resident = @resident and status in {statuses}", values)
                .Select(Id.Parse<MealDayId>),
        ];
    }

    public static IReadOnlyList<(KitchenId Kitchen, StandingId Standing)> OpenStandingOf(
        DbConnection connection, ResidentId resident) =>
    [
        .. connection.Query<(string Kitchen, string Id)>(
            "select kitchen, id from standing_meals where resident = @resident and has_ended = 0",
            new { resident = resident.Value })
            .Select(row => (Id.Parse<KitchenId>(row.Kitchen), Id.Parse<StandingId>(row.Id))),
    ];

    /// <summary>Days on which somebody waits for an answer.</summary>
    public static IReadOnlyList<MealDayId> WithWaiting(DbConnection connection, int most) =>
    [
        .. connection.Query<string>("select distinct day from meal_waiting order by day limit @most", new { most })
            .Select(Id.Parse<MealDayId>),
    ];

    /// <summary>Whose meals are to be held to a diet that was given since, the first one first.</summary>
    public static IReadOnlyList<(ResidentId Resident, DateTimeOffset Since)> ChangedDiets(
        DbConnection connection, int most) =>
    [
        .. connection.Query<(string Resident, long SinceAt)>(
            "select resident, since_at from changed_diets order by since_at limit @most", new { most })
            .Select(row => (
                Id.Parse<ResidentId>(row.Resident), DateTimeOffset.FromUnixTimeMilliseconds(row.SinceAt))),
    ];

    private static string? Word(MealStatus? status) => status is { } known ? ByPosition.Word(known) : null;

    private static ItemsOf<MealItem> Meals(DbConnection connection, string where, Page page, object values) => page.Of(
        connection.Query<MealRow>(
            $"""
            select m.kitchen as Kitchen, k.name as Name, m.day_at as DayAt, m.resident as Resident,
                m.placed_by as PlacedBy, m.dish as Dish, m.status as Status, m.alerted as Alerted,
                m.position as Position
            from meals m join kitchens k on k.id = m.kitchen
            where {where} and m.position < @before
            order by m.position desc limit @Take
            """,
            values).AsList(),
        row => row.ToItem(), row => ByPosition.Key(row.Position));

    private static ItemsOf<StandingItem> Standing(
        DbConnection connection, string where, DateOnly today, Page page, object values) =>
        page.Of(
            connection.Query<StandingRow>(
                $"""
                select id as Id, kitchen as Kitchen, resident as Resident, set_by as SetBy, weekdays as Weekdays,
                    from_at as FromAt, to_at as ToAt, pause_from as PauseFrom, pause_to as PauseTo,
                    has_ended as HasEnded, position as Position
                from standing_meals where {where} and position < @before order by position desc limit @Take
                """,
                values).AsList(),
            row => row.ToItem(today), row => ByPosition.Key(row.Position));

    private static DateOnly Day(long at) => Calendar.DayOf(DateTimeOffset.FromUnixTimeMilliseconds(at));

    private sealed class KitchenRow
    {
        public string Id { get; init; } = "";
        public string Name { get; init; } = "";
        public string Address { get; init; } = "";
        public double Latitude { get; init; }
        public double Longitude { get; init; }
        public long IsClosed { get; init; }
        public long Position { get; init; }

        public KitchenItem ToItem() => new(
            Domain.Kernel.Id.Parse<KitchenId>(Id), Name, Address, Latitude, Longitude, IsActive: IsClosed == 0);
    }

    private sealed class MealRow
    {
        public string Kitchen { get; init; } = "";
        public string Name { get; init; } = "";
        public long DayAt { get; init; }
        public string Resident { get; init; } = "";
        public string PlacedBy { get; init; } = "";
        public string Dish { get; init; } = "";
        public string Status { get; init; } = "";
        public string? Alerted { get; init; }
        public long Position { get; init; }

        public MealItem ToItem() => new(
            Id.Parse<KitchenId>(Kitchen), Name, Day(DayAt), Id.Parse<ResidentId>(Resident),
            Id.Parse<ResidentId>(PlacedBy), Dish.Length == 0 ? null : Dish, ByPosition.Status<MealStatus>(Status),
            Alerted is { } alert ? ByPosition.Status<OrderAlert>(alert) : null);
    }

    private sealed class StandingRow
    {
        public string Id { get; init; } = "";
        public string Kitchen { get; init; } = "";
        public string Resident { get; init; } = "";
        public string SetBy { get; init; } = "";
        public string Weekdays { get; init; } = "";
        public long FromAt { get; init; }
        public long ToAt { get; init; }
        public long? PauseFrom { get; init; }
        public long? PauseTo { get; init; }
        public long HasEnded { get; init; }
        public long Position { get; init; }

        public StandingItem ToItem(DateOnly today) => new(
            Domain.Kernel.Id.Parse<StandingId>(Id), Domain.Kernel.Id.Parse<KitchenId>(Kitchen),
            Domain.Kernel.Id.Parse<ResidentId>(Resident), Domain.Kernel.Id.Parse<ResidentId>(SetBy),
            [.. Weekdays.Select(digit => digit - '0')], Day(FromAt), Day(ToAt),
            PauseFrom is { } from ? Day(from) : null, PauseTo is { } to ? Day(to) : null,
            HasEnded != 0 || Day(ToAt) < today);
    }

    private sealed class RunRow
    {
        public string Id { get; init; } = "";
        public string Kitchen { get; init; } = "";
        public long DayAt { get; init; }
        public long Number { get; init; }
        public long Stops { get; init; }
        public long Metres { get; init; }
        public long IsFinished { get; init; }
        public long Position { get; init; }

        public RunItem ToItem() => new(
            Domain.Kernel.Id.Parse<RunId>(Id), Domain.Kernel.Id.Parse<KitchenId>(Kitchen), Day(DayAt), (int)Number,
            (int)Stops, (int)Metres, IsFinished != 0);
    }
}
