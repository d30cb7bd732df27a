using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Primitives;

namespace ResidentService.Tests.Cluster.Deploy;

/// <summary>A configuration that remembers what it was asked for.</summary>
internal sealed class AskedConfiguration(IReadOnlyDictionary<string, string> settings) : IConfiguration
{
    private readonly IConfigurationRoot _given =
        new ConfigurationBuilder().AddInMemoryCollection(settings!).Build();

    private readonly HashSet<string> _asked = new(StringComparer.OrdinalIgnoreCase);

    public bool WasAskedFor(string name) => _asked.Contains(name);

    public string? this[string key]
    {
        get
        {
            _asked.Add(key);
            return _given[key];
        }
        set => _given[key] = value;
    }

    public IConfigurationSection GetSection(string key)
    {
        _asked.Add(key);
        return _given.GetSection(key);
    }

    public IEnumerable<IConfigurationSection> GetChildren() => _given.GetChildren();

    public IChangeToken GetReloadToken() => _given.GetReloadToken();
}
