using ResidentService.Service.Adapters.WeChat;

namespace ResidentService.Tests.Service.Adapters.WeChat;

public sealed class MemoryTokenStoreTests : TokenStoreConformance
{
    protected override Task<ITokenStore> Open() => Task.FromResult<ITokenStore>(new MemoryTokenStore(Clock));
}
