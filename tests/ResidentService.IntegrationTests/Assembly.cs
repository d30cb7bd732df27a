using ResidentService.IntegrationTests;

[assembly: AssemblyFixture(typeof(SilosEnd))]
