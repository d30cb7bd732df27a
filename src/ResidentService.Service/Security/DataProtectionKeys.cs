using System.Xml.Linq;
using Dapper;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace ResidentService.Service.Security;

/// <summary>The keys that protect tokens, kept in <c>keys.db</c>, so that tokens outlive a restart.</summary>
public sealed class DataProtectionKeys(KeysDatabase database) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() => database.Read(connection =>
        connection.Query<string>("SELECT xml FROM data_protection ORDER BY id")
            .Select(xml => XElement.Parse(xml)).ToList());

    /// <summary>The framework's contract is synchronous; it makes a key every 90 days.</summary>
    public void StoreElement(XElement element, string friendlyName) => database
        .Write(connection => connection.Execute(
            "INSERT INTO data_protection(name, xml) VALUES(@name, @xml)",
            new { name = friendlyName, xml = element.ToString(SaveOptions.DisableFormatting) }))
        .GetAwaiter().GetResult();
}
