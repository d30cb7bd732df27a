// What every figure is compared with: the same framework, the same bearer-token check, the same JSON in and out, and
// nothing done. What a real endpoint costs more than this one is what the service itself costs. A second one has an event's
// path alone behind it, others a sketch that only writes what a sign-up writes.
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc;
using ResidentService.Baseline;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddAuthentication(BearerTokenDefaults.AuthenticationScheme).AddBearerToken();
builder.Services.AddAuthorization();
builder.Services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
builder.Services.AddSingleton<Seats>();
builder.Services.AddSingleton<Sketch>();
var app = builder.Build();
app.UseAuthentication();
app.UseAuthorization();

// Tickets with the two claims that the service's tickets carry.
app.MapPost("/api/v1/auth/wechat", (SignIn body) =>
{
    Claim[] claims = [new("resident", "res_" + body.Code), new("session", Guid.NewGuid().ToString("N"))];
    return Results.SignIn(new ClaimsPrincipal(new ClaimsIdentity(claims, BearerTokenDefaults.AuthenticationScheme)));
});
app.MapPost("/api/v1/events/{id}/sign-ups", (string id, SignUp body) =>
    TypedResults.Created($"/api/v1/events/{id}", new SignedUp("confirmed", 1, null))).RequireAuthorization();
app.MapPost("/api/v1/events/{id}/seats", async (
    string id, SignUp body, [FromHeader(Name = "Idempotency-Key")] string key, Seats seats) =>
{
    var reply = await seats.SignUp(id, key);
    return TypedResults.Created($"/api/v1/events/{id}", new SignedUp("confirmed", reply.Sequence, reply.WaitPosition));
}).RequireAuthorization();
app.MapPost("/api/v1/events/{id}/sketch/{steps}", async (
    string id, Sketch.Steps steps, SignUp body, [FromHeader(Name = "Idempotency-Key")] string key, Sketch sketch) =>
{
    var sequence = await sketch.SignUp(id, key, steps);
    return TypedResults.Created($"/api/v1/events/{id}", new SignedUp("confirmed", sequence, null));
}).RequireAuthorization();
app.MapGet("/api/v1/events/{id}", (string id) =>
    TypedResults.Ok(new EventPage(id, "清洁家园", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, 100, 1, 0, "published")));
app.Run();
