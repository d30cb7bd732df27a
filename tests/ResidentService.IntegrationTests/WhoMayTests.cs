using System.Net;
using ResidentService.IntegrationTests.Appointments;
using ResidentService.IntegrationTests.CommunityEvents;
using static ResidentService.IntegrationTests.Role;

namespace ResidentService.IntegrationTests;

[Flags]
public enum Role
{
    Nobody = 0,
    Anonymous = 1,

    /// <summary>The person whose things are asked for.</summary>
    Resident = 2,
    Stranger = 4,
    Worker = 8,
    WorkerElsewhere = 16,
    Officer = 32,
    Auditor = 64,
    Grid = 128,
    ShopOwner = 256,
    Clerk = 512,
    Admin = 1024,
    LegalAidCentre = 2048,
    JusticeBureau = 4096,

    SignedIn = Resident | Stranger | Worker | WorkerElsewhere | Officer | Auditor | Grid | ShopOwner | Clerk | Admin
        | LegalAidCentre | JusticeBureau,
    Everybody = Anonymous | SignedIn,
    Governing = Officer | Admin,
    Working = Worker | Governing,
    Caring = Working | Grid,
    Reading = Working | Auditor | Grid,
    Shop = ShopOwner | Clerk,
    Deciding = LegalAidCentre | Admin,
    Answering = JusticeBureau | Admin,
    Aiding = Working | Deciding | Answering,
}

/// <summary>
/// Walks every endpoint with every role and without a token, against a table of what is allowed. An endpoint that is
/// not in the table fails the test.
/// </summary>
public sealed class WhoMayTests(WhoMayTests.Street street) : IClassFixture<WhoMayTests.Street>
{
    /// <param name="MayBeMissing">Those who may do it can get 404, so 404 is no sign of a refusal here.</param>
    public sealed record Row(string Operation, Role May, object? Body = null, bool MayBeMissing = false);

    private static readonly object Reason = new { reason = "下雨" };

    /// <summary>The clock of a town goes some weeks ahead.</summary>
    private static DateTimeOffset InSpring => DateTimeOffset.UtcNow.AddDays(200);

    private static readonly object Trust = new { powers = new[] { "services" }, until = InSpring };

    private static readonly object TrustOnPaper =
        new { powers = new[] { "services" }, until = InSpring, paperConsent = "forms/4.jpg" };

    private static readonly object Words = new { text = "合同和工资条" };

    private static readonly object Application =
        new { communityId = "{community}", statement = "拖欠工资", exemption = "migrantWorkerClaim" };

    private static readonly object ApplicationForOther = new
    {
        communityId = "{community}",
        residentId = "{resident}",
        statement = "拖欠工资",
        exemption = "migrantWorkerClaim",
    };

    private static readonly object MealMenu =
        new { dishes = new[] { new { name = "素面", allergens = new[] { "gluten" }, marks = new[] { "vegetarian" } } } };

    private static readonly object Door = new { address = "3 号楼 2 单元 501" };

    /// <summary>What is in braces is replaced by the street's own ids.</summary>
    internal static readonly Row[] Table =
    [
        new("GET /health/live", Everybody),
        new("GET /health/ready", Everybody),
        new("GET /metrics", Everybody), // from this machine; see MetricsTests for others
        new("POST /sandbox/clock", Everybody, new { advanceMinutes = 1 }),

        new("POST /api/v1/auth/wechat", Everybody, new { code = "sandbox:visitor" }),
        new("POST /api/v1/auth/refresh", Nobody, new { refreshToken = "no token of ours" }),
        new("POST /api/v1/auth/sign-out", SignedIn),
        new("POST /api/v1/auth/sign-out-everywhere", SignedIn),
        new("GET /api/v1/me", SignedIn),
        new("PUT /api/v1/me", SignedIn, new { displayName = "王秀英" }),
        new("DELETE /api/v1/me", SignedIn, new { confirm = false }),
        new("POST /api/v1/me/phone", SignedIn, new { phoneCode = "sandbox:13800000000" }),
        new("PUT /api/v1/me/privacy-consent", SignedIn, new { policyVersion = "2026-05" }),
        new("DELETE /api/v1/me/privacy-consent", SignedIn),
        new("GET /api/v1/me/card", SignedIn),
        new("GET /api/v1/me/export", SignedIn),
        new("GET /api/v1/me/inbox", SignedIn),
        new("GET /api/v1/me/inbox/unread", SignedIn),
        new("POST /api/v1/me/inbox/read", SignedIn, new { through = 1 }),
        new("GET /api/v1/me/subscriptions", SignedIn),
        new("POST /api/v1/me/subscriptions", SignedIn, new { templateIds = new[] { "t1" } }),
        new("POST /api/v1/me/volunteer", SignedIn, new { skills = new[] { "理发" }, birthDate = "1960-05-04" }),
        new("POST /api/v1/residents/{resident}/guardian-consents", Working,
            new { guardianResidentId = "{nobody}", evidence = "纸质同意书" }),
        new("POST /api/v1/residents/{leaving}/erasure", Working, new { paperRequest = "Z-2026-0117" }),

        new("POST /api/v1/communities", Admin,
            new { name = "唐都花园社区", street = "枣园街道", district = "灞桥区", city = "西安市" }),
        new("GET /api/v1/communities", Everybody),
        new("GET /api/v1/communities/{community}", Everybody),
        new("PUT /api/v1/communities/{community}/policy", Governing, new { redemption = new { voucherDays = 7 } }),
        new("POST /api/v1/communities/{community}/staff", Working, new { residentId = "{nobody}", role = "gridWorker" }),
        new("POST /api/v1/communities/{community}/staff", Governing, new { residentId = "{nobody}", role = "communityWorker" }),
        new("POST /api/v1/communities/{community}/staff", Admin, new { residentId = "{nobody}", role = "cityAuditor" }),
        new("DELETE /api/v1/communities/{community}/staff", Governing, new { residentId = "{nobody}", role = "communityWorker" }),
        new("DELETE /api/v1/communities/{community}/staff/{nobody}?role=gridWorker", Working),
        new("GET /api/v1/communities/{community}/issuance", Working),
        new("GET /api/v1/communities/{community}/merchants", Reading),

        new("POST /api/v1/events", Working, new
        {
            communityId = "{community}",
            title = "清洁家园",
            startsAt = "2099-05-04T09:00:00+08:00",
            endsAt = "2099-05-04T11:00:00+08:00",
            capacity = 20,
        }),
        new("GET /api/v1/events", Everybody),
        new("GET /api/v1/events/{event}", Everybody),
        new("GET /api/v1/events/{draft}", Reading),
        new("GET /api/v1/events/{event}/mini-program-code", SignedIn), // and the sandbox has no mini-program: 409
        new("GET /api/v1/events/{event}/mini-program-link", SignedIn),
        new("PUT /api/v1/events/{draft}", Working, new { title = "清洁家园（改）" }),
        new("POST /api/v1/events/{event}/sign-ups", SignedIn),
        new("GET /api/v1/events/{event}/sign-ups", Working),
        new("POST /api/v1/events/{event}/sign-ups/{resident}/approve", Working, MayBeMissing: true),
        new("DELETE /api/v1/events/{event}/sign-ups/me", SignedIn),
        new("GET /api/v1/events/{event}/check-in-code", Working),
        new("POST /api/v1/events/{event}/check-ins", SignedIn, new { code = "00000000" }),
        new("POST /api/v1/events/{event}/check-outs", SignedIn, new { code = "00000000" }),
        new("POST /api/v1/events/{event}/staff-scans", Working, new { code = "card.res_x.y", direction = "in" }),
        new("POST /api/v1/events/{event}/records/{resident}/close", Working,
            new { at = "2026-05-04T09:00:00+08:00", reason = "忘记签退" }, MayBeMissing: true),
        new("POST /api/v1/events/{event}/no-shows/{resident}/excuse", Working, Reason, MayBeMissing: true),
        new("POST /api/v1/events/{event}/settle", Working),
        new("POST /api/v1/events/{draft}/publish", Working),
        new("POST /api/v1/events/{draft}/cancel", Working, Reason),
        new("GET /api/v1/me/sign-ups", SignedIn),

        new("GET /api/v1/me/points", SignedIn),
        new("GET /api/v1/me/points/entries", SignedIn),
        new("GET /api/v1/me/points/entries/{entry}/origin", Resident),
        new("POST /api/v1/me/points/gifts", SignedIn, new { toResidentId = "{nobody}", points = 1 }),

        new("GET /api/v1/me/household", SignedIn, MayBeMissing: true),
        new("GET /api/v1/me/household-invitations", SignedIn),
        new("POST /api/v1/households", SignedIn),
        new("POST /api/v1/communities/{community}/residents", Working,
            new { displayName = "赵奶奶", birthDate = "1940-05-04", paperConsent = "forms/1.jpg" }),
        new("POST /api/v1/communities/{community}/households", Working,
            new { headId = "{alone}", paperConsent = "forms/2.jpg" }),
        new("GET /api/v1/households/{household}", Resident | Working),
        new("PUT /api/v1/households/{household}/members/{resident}", Resident | Working,
            new { relation = "self", role = "adult" }),
        new("POST /api/v1/households/{household}/head", Resident | Working, new { residentId = "{resident}" }),
        new("DELETE /api/v1/households/{household}/members/{nobody}", Working),
        new("POST /api/v1/households/{household}/invitations", Resident, new { residentId = "{nobody}" }),
        new("GET /api/v1/households/{household}/points", Resident),
        new("GET /api/v1/households/{household}/points/entries", Resident),
        new("POST /api/v1/households/{household}/points", Resident, new { points = 1 }),
        new("POST /api/v1/households/{household}/members/me", Resident),
        new("DELETE /api/v1/households/{household}/invitations/{nobody}", Resident),
        new("DELETE /api/v1/households/{household}/members/me", SignedIn, MayBeMissing: true),

        new("POST /api/v1/merchants", SignedIn, new { communityId = "{community}", name = "李记面馆" }),
        new("GET /api/v1/merchants/{merchant}", SignedIn),
        new("PUT /api/v1/merchants/{merchant}", ShopOwner, new { name = "李记面馆" }),
        new("POST /api/v1/merchants/{merchant}/approve", Working),
        new("POST /api/v1/merchants/{merchant}/clerks", ShopOwner, new { residentId = "{nobody}" }),
        new("DELETE /api/v1/merchants/{merchant}/clerks", ShopOwner, new { residentId = "{nobody}" }),
        new("DELETE /api/v1/merchants/{merchant}/clerks/{nobody}", ShopOwner),
        new("POST /api/v1/merchants/{merchant}/offers", ShopOwner, new { title = "牛肉面一碗", points = 1, stock = 5 }),
        new("GET /api/v1/merchants/{merchant}/settlements", ShopOwner),
        new("GET /api/v1/merchants/{merchant}/redemptions", Shop),
        new("POST /api/v1/merchants/{merchant}/fulfilments", Shop, new { code = "red_x.1.y" }),
        new("GET /api/v1/me/merchants", SignedIn),

        new("GET /api/v1/offers", Everybody),
        new("GET /api/v1/offers/{offer}", Everybody),
        new("GET /api/v1/offers/{offer}/mini-program-code", SignedIn),
        new("GET /api/v1/offers/{offer}/mini-program-link", SignedIn),
        new("POST /api/v1/offers/{offer}/redemptions", SignedIn),
        new("POST /api/v1/offers/{offer}/household-redemptions", SignedIn, MayBeMissing: true),
        new("GET /api/v1/me/redemptions", SignedIn),
        new("GET /api/v1/redemptions/{redemption}", Resident | Shop),
        new("GET /api/v1/redemptions/{redemption}/code", Resident),
        new("POST /api/v1/redemptions/{redemption}/cancel", Resident),

        new("POST /api/v1/appointment-books", Working, new
        {
            communityId = "{community}",
            service = "legalAid",
            title = "法律咨询",
            slotMinutes = 30,
            shifts = Array.Empty<object>(),
        }),
        new("GET /api/v1/appointment-books?communityId={community}", SignedIn),
        new("GET /api/v1/appointment-books/{book}", SignedIn),
        new("PUT /api/v1/appointment-books/{book}", Working, new { place = "二楼" }),
        new("GET /api/v1/appointment-books/{book}/slots", SignedIn),
        new("PUT /api/v1/appointment-books/{book}/days/{day}", Working,
            new { hours = Array.Empty<object>(), reason = "放假" }),
        new("DELETE /api/v1/appointment-books/{book}/days/{day}", Working),
        new("POST /api/v1/appointment-books/{book}/holds", SignedIn, new { startsAt = "2099-05-04T09:10:00+08:00" }),
        new("POST /api/v1/appointment-books/{book}/holds", Working,
            new { startsAt = "2099-05-04T09:10:00+08:00", residentId = "{someone}" }),
        new("GET /api/v1/appointment-books/{book}/appointments", Working),
        new("GET /api/v1/appointment-books/{book}/appointments/{appointment}", Resident | Working),
        new("POST /api/v1/appointment-books/{book}/appointments/{appointment}/confirm", Resident | Working, new { }),
        new("POST /api/v1/appointment-books/{book}/appointments/{appointment}/attended", Working),
        new("POST /api/v1/appointment-books/{book}/appointments/{appointment}/missed", Working),
        new("POST /api/v1/appointment-books/{book}/appointments/{appointment}/excuse", Working, Reason),
        new("POST /api/v1/appointment-books/{book}/appointments/{appointment}/cancel", Resident | Working, new { }),
        new("GET /api/v1/me/appointments", SignedIn),

        new("PUT /api/v1/residents/{resident}/care/tags/{care}", Working,
            new { tier = "high", evidence = "残疾证", reviewOn = "2000-01-01" }),
        new("DELETE /api/v1/residents/{resident}/care/tags/{care}", Working, Reason),
        new("POST /api/v1/residents/{resident}/care/looks", Caring, Reason),
        new("GET /api/v1/communities/{community}/care", Caring),
        new("GET /api/v1/me/care", SignedIn),
        new("GET /api/v1/me/access-log", SignedIn),
        new("GET /api/v1/me/helpers", SignedIn),
        new("PUT /api/v1/me/helpers/{alone}", SignedIn, Trust),
        new("DELETE /api/v1/me/helpers/{alone}", SignedIn),
        new("GET /api/v1/me/helped", SignedIn),
        new("GET /api/v1/me/acting-for", SignedIn),
        new("DELETE /api/v1/me/acting-for/{alone}", SignedIn),
        new("GET /api/v1/residents/{resident}/helpers", Working),
        new("PUT /api/v1/residents/{resident}/helpers/{alone}", Working, TrustOnPaper),
        new("DELETE /api/v1/residents/{resident}/helpers/{alone}", Working),
        new("GET /api/v1/residents/{resident}/helped", Working),

        new("POST /api/v1/pairings", Resident | Working, new { residentId = "{resident}" }), // or a volunteer who lives there
        new("GET /api/v1/pairings/{pairing}", Resident | Caring),
        new("POST /api/v1/pairings/{pairing}/offer", Working, new { volunteerId = "{resident}" }),
        new("POST /api/v1/pairings/{pairing}/agree", Resident | Working, new { volunteerId = "{nobody}" }),
        new("POST /api/v1/pairings/{pairing}/decline", Resident | Working, new { volunteerId = "{nobody}" }),
        new("POST /api/v1/pairings/{pairing}/substitute", Working,
            new { volunteerId = "{resident}", until = "2099-05-04T09:00:00+08:00" }),
        new("POST /api/v1/pairings/{pairing}/substitute/agree", Resident | Working, new { volunteerId = "{nobody}" }),
        new("POST /api/v1/pairings/{pairing}/substitute/decline", Resident | Working, new { volunteerId = "{nobody}" }),
        new("POST /api/v1/pairings/{pairing}/pause", Resident | Working,
            new { until = "2099-05-04T09:00:00+08:00", reason = "回老家" }),
        new("POST /api/v1/pairings/{pairing}/resume", Resident | Working),
        new("POST /api/v1/pairings/{pairing}/visits/begin", Nobody, new { code = "{card}" }),
        new("POST /api/v1/pairings/{pairing}/visits", Nobody, new { kind = "phone", minutes = 5, notes = "都好" }),
        new("GET /api/v1/pairings/{pairing}/visits", Resident),
        new("POST /api/v1/pairings/{pairing}/visits/looks", Caring, Reason),
        new("POST /api/v1/pairings/{pairing}/end", Resident | Working, Reason),
        new("GET /api/v1/me/pairings", SignedIn),
        new("GET /api/v1/communities/{community}/pairings", Caring),
        new("POST /api/v1/residents/{resident}/vettings", Working,
            new { reviewOn = "2000-01-01", evidence = "无犯罪记录证明" }),
        new("DELETE /api/v1/residents/{resident}/vettings", Working, Reason),
        new("GET /api/v1/communities/{community}/visit-reports", Caring),
        new("GET /api/v1/me/visit-reports", SignedIn),
        new("POST /api/v1/visit-reports/{report}/approve", Caring),
        new("POST /api/v1/visit-reports/{report}/turn-down", Caring, Reason),

        new("GET /api/v1/communities/{community}/contents", Working),
        new("POST /api/v1/contents/{content}/allow", Nobody),
        new("POST /api/v1/contents/{content}/withdraw", Nobody, Reason),
        new("POST /api/v1/communities/{community}/service-items", Working, new
        {
            title = "助餐",
            category = "mealDelivery",
            providerKind = "centre",
            providedBy = "服务中心",
        }),
        new("GET /api/v1/communities/{community}/service-items", SignedIn),
        new("PUT /api/v1/communities/{community}/service-items/{item}", Working, new { priceFen = 1200 }),
        new("GET /api/v1/communities/{community}/service-providers", Caring),
        new("PUT /api/v1/communities/{community}/service-providers/{nobody}", Working, new { itemIds = new[] { "{item}" } }),
        new("DELETE /api/v1/communities/{community}/service-providers/{nobody}", Working),
        new("POST /api/v1/orders", SignedIn, new { communityId = "{community}", itemId = "{item}", wish = "午餐" }),
        new("POST /api/v1/orders", Resident | Working,
            new { communityId = "{community}", itemId = "{item}", wish = "午餐", residentId = "{resident}" }),
        new("GET /api/v1/orders/{order}", Resident | Caring),
        new("POST /api/v1/orders/{order}/looks", Caring, Reason),
        new("POST /api/v1/orders/{order}/open-for-grabbing", Working),
        new("POST /api/v1/orders/{order}/grab", Nobody),
        new("POST /api/v1/orders/{order}/accept", Nobody),
        new("POST /api/v1/orders/{order}/decline", Nobody, Reason),
        new("POST /api/v1/orders/{order}/set-out", Nobody),
        new("POST /api/v1/orders/{order}/arrive", Nobody, new { code = "{card}" }),
        new("POST /api/v1/orders/{order}/condition", Nobody, new { words = "头晕" }),
        new("POST /api/v1/orders/{order}/finish", Nobody, new { evidence = "已送达" }),
        new("POST /api/v1/orders/{order}/review", Resident, new { stars = 5 }),
        new("POST /api/v1/orders/{order}/dispatch", Working, new { providerId = "{grid}" }),
        new("POST /api/v1/orders/{order}/cancel", Resident | Working, Reason),
        new("GET /api/v1/me/orders", SignedIn),
        new("GET /api/v1/me/serving", SignedIn),
        new("GET /api/v1/me/grabbable", SignedIn),
        new("GET /api/v1/communities/{community}/orders", Caring),
        new("GET /api/v1/communities/{community}/orders/ledger", Reading),
        new("DELETE /api/v1/communities/{community}/service-items/{item}", Working),

        new("POST /api/v1/legal-aid", SignedIn, Application),
        new("POST /api/v1/legal-aid", Resident | Working, ApplicationForOther),
        new("GET /api/v1/legal-aid/{application}", Resident | Aiding),
        new("POST /api/v1/legal-aid/{application}/looks", Aiding, Reason),
        new("POST /api/v1/legal-aid/{application}/forward", Working),
        new("POST /api/v1/legal-aid/{application}/ask-materials", Deciding, Words),
        new("POST /api/v1/legal-aid/{application}/materials", Resident | Working, Words),
        new("POST /api/v1/legal-aid/{application}/grant", Deciding),
        new("POST /api/v1/legal-aid/{application}/refuse", Deciding, Words),
        new("POST /api/v1/legal-aid/{application}/object", Resident | Working, Words),
        new("POST /api/v1/legal-aid/{application}/uphold", Answering, Words),
        new("POST /api/v1/legal-aid/{application}/send-back", Answering, Words),
        new("POST /api/v1/legal-aid/{application}/assign", Deciding, Words),
        new("POST /api/v1/legal-aid/{application}/close", Deciding, Words),
        new("POST /api/v1/legal-aid/{application}/withdraw", Resident | Working),
        new("GET /api/v1/me/legal-aid", SignedIn),
        new("GET /api/v1/me/legal-aid-desk", SignedIn), // empty but for the centre and the bureau
        new("GET /api/v1/communities/{community}/legal-aid", Aiding),

        new("POST /api/v1/communities/{community}/kitchens", Working, new
        {
            name = "唐都助餐点",
            address = "2 号楼一层",
            latitude = 34.2,
            longitude = 109.0,
            quotaPerDay = 100,
        }),
        new("GET /api/v1/communities/{community}/kitchens", SignedIn),
        new("GET /api/v1/kitchens/{kitchen}", SignedIn),
        new("PUT /api/v1/kitchens/{kitchen}", Working, new { quotaPerDay = 200 }),
        new("GET /api/v1/kitchens/{kitchen}/days", SignedIn),
        new("GET /api/v1/kitchens/{kitchen}/days/{mealday}", SignedIn),
        new("PUT /api/v1/kitchens/{kitchen}/days/{mealday}/menu", Working, MealMenu),
        new("POST /api/v1/kitchens/{kitchen}/days/{mealday}/orders", SignedIn, new { dish = 1, delivery = Door }),
        new("POST /api/v1/kitchens/{kitchen}/days/{mealday}/orders", Resident | Working,
            new { dish = 1, delivery = Door, residentId = "{resident}" }),
        new("GET /api/v1/kitchens/{kitchen}/days/{mealday}/orders", Caring),
        new("GET /api/v1/kitchens/{kitchen}/days/{mealday}/orders/{resident}", Resident | Caring),
        new("POST /api/v1/kitchens/{kitchen}/days/{mealday}/orders/{resident}/looks", Caring, Reason),
        new("POST /api/v1/kitchens/{kitchen}/days/{mealday}/orders/{resident}/reached", Caring, new { words = "在家" }),
        new("POST /api/v1/kitchens/{kitchen}/days/{mealday}/orders/{resident}/cancel", Resident | Working, Reason),
        new("GET /api/v1/me/meals", SignedIn),
        new("GET /api/v1/communities/{community}/meals", Caring),
        new("GET /api/v1/me/diet", SignedIn),
        new("PUT /api/v1/me/diet", SignedIn, new { allergens = new[] { "peanuts" } }),
        new("PUT /api/v1/residents/{resident}/diet", Working, new { needs = new[] { "lowSalt" } }),
        new("POST /api/v1/residents/{resident}/diet/looks", Caring, Reason),
        new("POST /api/v1/kitchens/{kitchen}/standing-orders", SignedIn,
            new { weekdays = new[] { 1 }, from = "{mealday}", to = "{mealday}", delivery = Door }),
        new("POST /api/v1/kitchens/{kitchen}/standing-orders", Resident | Working,
            new
            {
                weekdays = new[] { 1 },
                from = "{mealday}",
                to = "{mealday}",
                delivery = Door,
                residentId = "{resident}",
            }),
        new("GET /api/v1/kitchens/{kitchen}/standing-orders", Caring),
        new("POST /api/v1/kitchens/{kitchen}/standing-orders/{standing}/pause", Resident | Working,
            new { from = "{mealday}", to = "{mealday}" }),
        new("POST /api/v1/kitchens/{kitchen}/standing-orders/{standing}/resume", Resident | Working),
        new("POST /api/v1/kitchens/{kitchen}/standing-orders/{standing}/end", Resident | Working),
        new("GET /api/v1/me/standing-meals", SignedIn),
        new("GET /api/v1/kitchens/{kitchen}/days/{mealday}/sheet", Reading),
        new("GET /api/v1/kitchens/{kitchen}/days/{mealday}/labels", Working),
        new("POST /api/v1/kitchens/{kitchen}/days/{mealday}/runs", Working),
        new("GET /api/v1/kitchens/{kitchen}/days/{mealday}/runs", Caring),
        new("PUT /api/v1/kitchens/{kitchen}/days/{mealday}/runs/{run}/courier", Working,
            new { residentId = "{nobody}" }),
        new("GET /api/v1/kitchens/{kitchen}/days/{mealday}/runs/{run}", Nobody),
        new("POST /api/v1/kitchens/{kitchen}/days/{mealday}/runs/{run}/stops/{resident}", Nobody,
            new { outcome = "handedOver" }),
        new("POST /api/v1/kitchens/{kitchen}/days/{mealday}/runs/{run}/stops/{resident}/reached", Nobody,
            new { words = "在家" }),
        new("POST /api/v1/kitchens/{kitchen}/days/{mealday}/runs/{run}/stops/{resident}/condition", Nobody,
            new { words = "头晕" }),
        new("GET /api/v1/me/meal-runs", SignedIn),
        new("POST /api/v1/kitchens/{kitchen}/days/{mealday}/menu/withdraw", Working, Reason),
        new("POST /api/v1/kitchens/{kitchen}/close", Working),
        new("POST /api/v1/kitchens/{kitchen}/reopen", Working),

        new("POST /api/v1/merchants/{merchant}/suspend", Working, Reason),
        new("DELETE /api/v1/merchants/{merchant}/suspend", Working),
        new("POST /api/v1/merchants/{merchant}/leave", ShopOwner),

        new("GET /api/v1/operations/parked", Auditor | Admin),
        new("POST /api/v1/operations/parked/{kind}/{nobody}/re-run", Admin, MayBeMissing: true),
    ];

    [Fact]
    public async Task Every_endpoint_is_in_the_table()
    {
        var document = await street.Town.Anonymous().Get("/openapi/v1.json").Ok();
        var operations = document["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(method => $"{method.Key.ToUpperInvariant()} {Blank(path.Key)}"));
        Assert.Equal(operations.Order(), Table.Select(row => Blank(row.Operation)).Distinct().Order());
    }

    [Fact]
    public async Task Each_role_may_do_what_the_table_says_and_nothing_else()
    {
        var wrong = new List<string>();
        foreach (var row in Table)
        {
            foreach (var (role, client) in street.People)
            {
                var answer = await Ask(client, row);
                var refused = answer.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
                    || (answer.Status == HttpStatusCode.NotFound && !row.MayBeMissing);
                if (refused == row.May.HasFlag(role) || (int)answer.Status >= 500)
                    wrong.Add($"{role}: {row.Operation}: {(int)answer.Status} {answer.Text}");
                if (row.Operation.Contains("/sign-out", StringComparison.Ordinal) && role != Anonymous)
                    await client.SignIn(Street.NameOf(role));
                if (row.Operation.EndsWith("-everywhere", StringComparison.Ordinal) && role == Admin)
                    await street.Town.Admin.SignIn(Street.NameOf(role));
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task A_role_that_is_taken_away_is_gone_at_once_also_for_tokens_already_given()
    {
        var person = await street.Town.Person();
        var staff = $"/api/v1/communities/{street.Town.Community}/staff";
        await street.Town.Admin.Post(staff, new { residentId = person.ResidentId, role = "communityWorker" }).Ok();
        await person.Get($"/api/v1/communities/{street.Town.Community}/issuance").Ok();
        await street.Town.Admin.Delete($"{staff}/{person.ResidentId}?role=communityWorker").Ok();
        await person.Get($"/api/v1/communities/{street.Town.Community}/issuance").Is(HttpStatusCode.Forbidden);
    }

    private Task<Answer> Ask(Client client, Row row)
    {
        var parts = row.Operation.Split(' ');
        var body = row.Body is null ? null : street.Fill(System.Text.Json.JsonSerializer.Serialize(row.Body));
        return client.Send(
            new HttpMethod(parts[0]),
            street.Fill(parts[1]),
            body is null ? null : new StringContent(body, System.Text.Encoding.UTF8, "application/json"),
            key: parts[0] == "POST" ? Guid.NewGuid().ToString("N") : null);
    }

    /// <summary>A path with nothing in its braces and without its query.</summary>
    internal static string Blank(string path) =>
        string.Join('/', path.Split('?')[0].Split('/').Select(part => part.StartsWith('{') ? "{}" : part));

    /// <summary>A community with one person of each role and one of each thing.</summary>
    public sealed class Street : IAsyncLifetime
    {
        private readonly Dictionary<string, string> _ids = [];

        public Town Town { get; } = new();

        public static string NameOf(Role role) => role == Admin ? "admin" : $"{role}";

        public Dictionary<Role, Client> People { get; } = [];

        public string Fill(string text) =>
            _ids.Aggregate(text, (filled, id) => filled.Replace($"{{{id.Key}}}", id.Value, StringComparison.Ordinal));

        public async ValueTask InitializeAsync()
        {
            await Town.InitializeAsync();
            foreach (var role in Enum.GetValues<Role>().Where(role => SignedIn.HasFlag(role) && int.IsPow2((int)role)))
                People[role] = await Town.Person(NameOf(role));
            People[Anonymous] = Town.Anonymous();
            _ids["community"] = Town.Community;
            _ids["kind"] = "resident";
            _ids["nobody"] = (await Town.Person()).ResidentId;
            _ids["content"] = "cnt_none"; // There is one only where WeChat is not sure of a text.
            _ids["resident"] = People[Resident].ResidentId;
            var leaving = await Town.Person();
            await leaving.Put("/api/v1/me", new { communityId = Town.Community }).Ok();
            _ids["leaving"] = leaving.ResidentId;
            _ids["alone"] = await Town.Neighbour();
            await People[Resident].Put("/api/v1/me", new { communityId = Town.Community }).Ok();
            await Appoint(Town.Community, (Worker, "communityWorker"), (Officer, "streetOfficer"), (Auditor, "cityAuditor"), (Grid, "gridWorker"));
            await Appoint(Town.Community, (LegalAidCentre, "legalAidCentre"), (JusticeBureau, "justiceBureau"));
            var elsewhere = (string)(await Town.Admin.PostOnce("/api/v1/communities",
                new { name = "曲江社区", street = "曲江街道", district = "雁塔区", city = "咸阳市" }).Ok())["communityId"]!;
            await Appoint(elsewhere, (WorkerElsewhere, "communityWorker"));
            _ids["household"] = (string)(await People[Resident].PostOnce("/api/v1/households").Ok())["householdId"]!;
            _ids["event"] = await Draft(await Town.Morning(20));
            await Town.Admin.Post($"/api/v1/events/{_ids["event"]}/publish").Ok();
            _ids["draft"] = await Draft(await Town.Morning(40));
            _ids["someone"] = await Town.Neighbour();
            await OpenShop();
            await OpenBook();
            _ids["pairing"] = (string)(await People[Resident].PostOnce("/api/v1/pairings",
                new { residentId = _ids["resident"] }).Ok())["pairingId"]!;
            _ids["card"] = (string)(await People[Resident].Get("/api/v1/me/card").Ok())["code"]!;
            _ids["report"] = await ReportVisit();
            await OrderMeal();
            _ids["application"] = (string)(await People[Resident].PostOnce("/api/v1/legal-aid",
                new { communityId = Town.Community, statement = "拖欠工资", means = "无收入" }).Ok())["applicationId"]!;
            await OpenKitchen();
            await Earn(People[Resident]);
            _ids["entry"] = (string)(await People[Resident].Get("/api/v1/me/points/entries").Ok())["items"]![0]!["entryId"]!;
            _ids["redemption"] = (string)(await People[Resident]
                .PostOnce($"/api/v1/offers/{_ids["offer"]}/redemptions").Ok())["redemptionId"]!;
        }

        public ValueTask DisposeAsync() => Town.DisposeAsync();

        private async Task Appoint(string community, params (Role Role, string Name)[] staff)
        {
            foreach (var (role, name) in staff)
            {
                await Town.Admin.Post($"/api/v1/communities/{community}/staff",
                    new { residentId = People[role].ResidentId, role = name }).Ok();
            }
        }

        private async Task<string> Draft(DateTimeOffset startsAt) => (string)(await Town.Admin.PostOnce("/api/v1/events", new
        {
            communityId = Town.Community,
            title = "清洁家园",
            startsAt,
            endsAt = startsAt.AddHours(2),
            capacity = 20,
        }).Ok())["eventId"]!;

        private async Task OpenShop()
        {
            var owner = People[ShopOwner];
            _ids["merchant"] = (string)(await owner.PostOnce("/api/v1/merchants",
                new { communityId = Town.Community, name = "李记面馆" }).Ok())["merchantId"]!;
            await Town.Admin.Post($"/api/v1/merchants/{_ids["merchant"]}/approve").Ok();
            await owner.Post($"/api/v1/merchants/{_ids["merchant"]}/clerks", new { residentId = People[Clerk].ResidentId }).Ok();
            _ids["offer"] = (string)(await owner.PostOnce($"/api/v1/merchants/{_ids["merchant"]}/offers",
                new { title = "牛肉面一碗", points = 1, stock = 100 }).Ok())["offerId"]!;
        }

        private async Task OpenBook()
        {
            var book = await Town.OpenBook();
            _ids["book"] = book;
            _ids["care"] = "disability";
            _ids["day"] = "2099-05-04";
            _ids["appointment"] = await People[Resident].Book(book, await Town.FreeSlot(book));
        }

        /// <summary>A visit by somebody of no role, whose minutes are typed in.</summary>
        private async Task<string> ReportVisit()
        {
            var volunteer = await Town.Volunteer();
            var pairing = (string)(await Town.Admin.PostOnce("/api/v1/pairings",
                new { residentId = _ids["resident"] }).Ok())["pairingId"]!;
            var body = new { volunteerId = volunteer.ResidentId };
            await Town.Admin.Post($"/api/v1/pairings/{pairing}/offer", body).Ok();
            await Town.Admin.Post($"/api/v1/pairings/{pairing}/agree", body).Ok();
            await volunteer.Post($"/api/v1/pairings/{pairing}/agree", body).Ok();
            await volunteer.PostOnce($"/api/v1/pairings/{pairing}/visits",
                new { kind = "phone", minutes = 5, notes = "都好" }).Ok();
            await Town.Advance();
            return (string)(await volunteer.Get("/api/v1/me/visit-reports").Ok())["items"]![0]!["visitId"]!;
        }

        private async Task OrderMeal()
        {
            _ids["item"] = (string)(await Town.Admin.PostOnce($"/api/v1/communities/{Town.Community}/service-items",
                new { title = "助餐", category = "mealDelivery", providerKind = "centre", providedBy = "服务中心" })
                .Ok())["itemId"]!;
            _ids["grid"] = People[Grid].ResidentId;
            _ids["order"] = (string)(await People[Resident].PostOnce("/api/v1/orders",
                new { communityId = Town.Community, itemId = _ids["item"], wish = "午餐" }).Ok())["orderId"]!;
        }

        /// <summary>With a menu for the first Monday after next week, and a standing order for it.</summary>
        private async Task OpenKitchen()
        {
            var monday = (await Town.Morning(days: 8)).Date;
            for (; monday.DayOfWeek != DayOfWeek.Monday;)
                monday = monday.AddDays(1);
            _ids["mealday"] = $"{monday:yyyy-MM-dd}";
            _ids["run"] = "run_none"; // There are none until orders have closed.
            _ids["kitchen"] = (string)(await Town.Admin.PostOnce($"/api/v1/communities/{Town.Community}/kitchens", new
            {
                name = "唐都助餐点",
                address = "2 号楼一层",
                latitude = 34.2,
                longitude = 109.0,
                quotaPerDay = 100,
            }).Ok())["kitchenId"]!;
            await Town.Admin.Put($"/api/v1/kitchens/{_ids["kitchen"]}/days/{_ids["mealday"]}/menu", MealMenu).Ok();
            _ids["standing"] = (string)(await People[Resident].PostOnce(
                $"/api/v1/kitchens/{_ids["kitchen"]}/standing-orders", new { weekdays = (int[])[2], from = _ids["mealday"], to = _ids["mealday"], delivery = Door })
                .Ok())["standingId"]!;
        }

        /// <summary>Two hours of service, two points.</summary>
        private async Task Earn(Client person)
        {
            await person.Post("/api/v1/me/volunteer", new { skills = Array.Empty<string>(), birthDate = "1960-05-04" }).Ok();
            var @event = await Draft((await Town.Advance()).AddMinutes(40));
            await Town.Admin.Post($"/api/v1/events/{@event}/publish").Ok();
            await person.PostOnce($"/api/v1/events/{@event}/sign-ups").Ok();
            await Town.Admin.Post("/sandbox/clock", new { advanceMinutes = 20 }).Ok();
            await Check(person, @event, "check-ins");
            await Town.Admin.Post("/sandbox/clock", new { advanceMinutes = 150 }).Ok();
            await Check(person, @event, "check-outs");
            await Town.Admin.Post($"/api/v1/events/{@event}/settle").Ok();
            await Town.Admin.Post("/sandbox/clock", new { advanceMinutes = 1 }).Ok();
        }

        private async Task Check(Client person, string @event, string direction)
        {
            var code = (string)(await Town.Admin.Get($"/api/v1/events/{@event}/check-in-code").Ok())["code"]!;
            await person.Post($"/api/v1/events/{@event}/{direction}", new { code }).Ok();
        }
    }
}
