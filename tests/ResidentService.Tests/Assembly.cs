using ResidentService.Tests;

[assembly: AssemblyFixture(typeof(PostgreSqlServerEnd))]
