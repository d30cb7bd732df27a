using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ResidentService.Service.Adapters.PostgreSql;
using ResidentService.Service.Adapters.Sqlite;
using ResidentService.Service.Api.Appointments;
using ResidentService.Service.Api.Auth;
using ResidentService.Service.Api.Care;
using ResidentService.Service.Api.Catalogues;
using ResidentService.Service.Api.Communities;
using ResidentService.Service.Api.CommunityEvents;
using ResidentService.Service.Api.Contents;
using ResidentService.Service.Api.Edge;
using ResidentService.Service.Api.Households;
using ResidentService.Service.Api.Inbox;
using ResidentService.Service.Api.LegalAid;
using ResidentService.Service.Api.Looks;
using ResidentService.Service.Api.Meals;
using ResidentService.Service.Api.Merchants;
using ResidentService.Service.Api.Operations;
using ResidentService.Service.Api.Pairings;
using ResidentService.Service.Api.Points;
using ResidentService.Service.Api.ProxyActing;
using ResidentService.Service.Api.Redemptions;
using ResidentService.Service.Api.Residents;
using ResidentService.Service.Api.Sandbox;
using ResidentService.Service.Api.ServiceOrders;
using ResidentService.Service.Api.Volunteers;
using ResidentService.Service.Api.WeChat;
using ResidentService.Service.Hosting;
using ResidentService.Service.Sandbox;
using ResidentService.Service.Security;
using ResidentService.Service.Settings;
using ResidentService.Service.Telemetry;
using ResidentService.Service.WorkingCalendar;

namespace ResidentService.Service;

/// <summary>
/// Puts the edge of the service together: settings, keys, sign-in, the checks of requests, the endpoints. The runtime
/// behind it (<c>IActors</c>, <see cref="IQuiesce"/>, read tables) is the host's part.
/// </summary>
public static class Edge
{
    /// <exception cref="WrongSettingException">A setting is missing or wrong: print its line and exit.</exception>
    public static WebApplicationBuilder AddResidentServiceEdge(this WebApplicationBuilder builder)
    {
        var settings = ServiceSettings.Read(builder.Configuration, builder.Environment);
        if (settings.IsSandbox)
            ServiceSettings.CheckLoopbackOnly(builder.Configuration);
        if (!ServiceSettings.NamesAnAddress(builder.Configuration))
            builder.WebHost.UseUrls(ServiceSettings.DefaultUrl);
        builder.WebHost.ConfigureKestrel(EdgeLimits.Configure);

        builder.Services.AddSingleton(settings);
        builder.Services.AddWorkingDays(builder.Configuration);
        AddSecurity(builder.Services, settings);
        builder.Services.AddWeChat(settings);
        AddApi(builder.Services);
        EdgeLimits.Add(builder.Services, settings, builder.Configuration);
        return builder;
    }

    /// <summary>
    /// Maps everything; the answer is the group <c>/api/v1</c>, to which further endpoints are added.
    /// </summary>
    public static RouteGroupBuilder MapResidentServiceEdge(this WebApplication app)
    {
        var settings = app.Services.GetRequiredService<ServiceSettings>();
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(Edge).FullName!);
        if (settings.TrustedProxies.Count > 0)
            app.UseForwardedHeaders();
        if (app.Services.GetRequiredService<ServiceTelemetry>().Traces)
            app.Use(RequestSpans.Name);
        app.Use((context, next) => EdgeMiddleware.CatchSurprises(context, next, log));
        app.UseHsts(); // says nothing over plain HTTP
        app.Use(EdgeMiddleware.AddSecurityHeaders);
        app.UseStatusCodePages(EdgeMiddleware.ExplainStatus);
        app.MapOpenApiPage();
        app.UseRouting();
        app.UseRequestTimeouts();
        app.Use(EdgeMiddleware.AnswerRefusedRoutes);
        app.UseAuthentication();
        var (sessions, admins) =
            (app.Services.GetRequiredService<Sessions>(), app.Services.GetRequiredService<PlatformAdmins>());
        app.Use((context, next) => SessionCheck.Check(context, next, sessions, admins));
        if (settings.Limits.AreOn)
            app.UseRateLimiter();
        app.UseAuthorization();
        app.Use(ActingFor.Check);

        app.MapHealth();
        app.MapMetrics();
        if (settings.IsSandbox)
            app.MapSandbox();
        if (settings.WeChat?.PushToken is not null)
            app.MapPushes();
        var api = app.MapGroup("/api/v1").CheckRequests();
        api.MapAuth();
        api.MapMe();
        api.MapGuardianConsents();
        api.MapErasures();
        api.MapRecords();
        api.MapOwnData();
        api.MapInbox();
        api.MapSubscriptions();
        api.MapVolunteers();
        api.MapCommunities();
        api.MapStaff();
        api.MapEvents();
        api.MapMySignUps();
        api.MapPoints();
        api.MapIssuance();
        api.MapHouseholds();
        api.MapHouseholdKeeping();
        api.MapMerchants();
        api.MapClerks();
        api.MapOffers();
        api.MapMiniProgramCodes();
        api.MapSettlements();
        api.MapRedemptions();
        api.MapFulfilments();
        api.MapAppointmentBooks();
        api.MapCare();
        api.MapPairings();
        api.MapVisitReports();
        api.MapCatalogue();
        api.MapOrders();
        api.MapLegalAid();
        api.MapKitchens();
        api.MapMealDays();
        api.MapMeals();
        api.MapDiets();
        api.MapStandingMeals();
        api.MapMealSheets();
        api.MapMealRuns();
        api.MapMandates();
        api.MapAccessLog();
        api.MapContents();
        api.MapParked();
        return api;
    }

    private static void AddWorkingDays(this IServiceCollection services, IConfiguration configuration)
    {
        var days = WorkingDaysFile.Read(configuration);
        services.AddSingleton(days);
        services.AddSingleton(provider => new ReadinessWarning(
            "workingDays",
            () => WorkingDaysFile.Warning(days, provider.GetRequiredService<DomainClock>().GetUtcNow())));
    }

    private static void AddSecurity(IServiceCollection services, ServiceSettings settings)
    {
        services.AddSingleton(_ => StoreLock.Take(settings.StorageDirectory));
        services.AddSingleton(provider =>
        {
            provider.GetRequiredService<StoreLock>(); // before any of the store's files is opened
            return settings.PostgreSql is { } shared
                ? new PostgreSqlKeysDatabase(shared.Value)
                : StoreFileException.Naming(
                    Path.Combine(settings.StorageDirectory, KeysDatabase.FileName),
                    _ => KeysDatabase.Open(settings.StorageDirectory));
        });
        services.AddSingleton(provider => Secrets.Of(provider.GetRequiredService<KeysDatabase>()));
        services.AddSingleton<DomainClock>();
        services.AddSingleton<KeyVault>();
        services.AddSingleton<Identities>();
        services.AddSingleton(provider =>
        {
            provider.GetRequiredService<StoreLock>();
            return ErasureList.Open(settings.StorageDirectory);
        });
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<Erasures>(provider, TimeProvider.System));
        services.AddSingleton<Phones>();
        services.AddSingleton<WeChatAccounts>();
        services.AddSingleton<Access>();
        services.AddSingleton<ContentChecks>();
        services.AddSingleton<Eaters>();
        services.AddSingleton<ChangedDiets>();
        services.AddSingleton(provider => new PlatformAdmins(
            provider.GetRequiredService<Identities>(), settings.AdminOpenIds));
        services.AddSingleton(provider => new RotatingCodes(
            provider.GetRequiredService<Secrets>(), provider.GetRequiredService<DomainClock>()));
        services.AddSingleton(provider => new Sessions(
            provider.GetRequiredService<KeysDatabase>(), provider.GetRequiredService<Secrets>(), TimeProvider.System));
        services.AddSingleton(_ => new SpokenTries(TimeProvider.System));
        services.AddSingleton(provider => new Tokens(
            provider.GetRequiredService<IOptionsMonitor<BearerTokenOptions>>(), TimeProvider.System));

        services.AddDataProtection().SetApplicationName("ResidentService");
        services.AddOptions<KeyManagementOptions>().Configure<KeysDatabase>((options, database) =>
        {
            options.XmlRepository = new DataProtectionKeys(database);
            // keys.db is where trust begins: a second key beside the first would protect nothing.
            options.XmlEncryptor = new NullXmlEncryptor();
        });
        services.AddAuthentication(BearerTokenDefaults.AuthenticationScheme)
            .AddBearerToken(options => options.TimeProvider = TimeProvider.System);
        services.PostConfigure<BearerTokenOptions>(
            BearerTokenDefaults.AuthenticationScheme,
            options => options.BearerTokenProtector = new RecentTickets(options.BearerTokenProtector));
        services.AddAuthorization(Policies.Add);
    }

    private static void AddApi(IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(options => EdgeJson.Configure(options.SerializerOptions));
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.AddOpenApiPage();
        services.AddSingleton<LastWrites>();
        services.AddSingleton(provider => new ServiceTelemetry(provider.GetRequiredService<ServiceSettings>().Telemetry));
        services.AddHostedService(provider =>
            ActivatorUtilities.CreateInstance<WaitingMeals>(provider, TimeProvider.System));
        services.AddSingleton(_ => new WrongCodes(TimeProvider.System));
        services.AddSingleton<Readiness>();
        services.AddSingleton(provider =>
        {
            var database = provider.GetRequiredService<KeysDatabase>();
            return new ReadinessCheck("keys", _ =>
            {
                database.Meta("");
                return new((string?)null);
            });
        });
    }
}
