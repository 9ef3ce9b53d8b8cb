using CometRunway.Options;
using CometRunway.Store;

namespace CometRunway.Core.Tests.Ledger;

/// <summary>Ledger files hold these hashes: another one for the same account would hide its tasks, its limits and its duplicates.</summary>
public sealed class ScopeHashTests
{
    [Theory]
    [InlineData("https://api.cometapi.com/", "7bf6abe05a55a8a60aedec1cd0ba59ce")]
    [InlineData("https://API.cometapi.com:443/v1/v1/", "7bf6abe05a55a8a60aedec1cd0ba59ce")]
    [InlineData("https://api.cometapi.com/runwayml/v1/runwayml/v1", "7bf6abe05a55a8a60aedec1cd0ba59ce")]
    [InlineData("https://api.cometapi.com/v1/runwayml//", "7bf6abe05a55a8a60aedec1cd0ba59ce")]
    [InlineData("https://api.cometapi.com/V1/RunwayML/", "7bf6abe05a55a8a60aedec1cd0ba59ce")]
    [InlineData("https://proxy.example/comet/v1", "33a56fac7bad3d9f263cc37d74480da5")]
    [InlineData("https://proxy.example:8443/Comet/", "882d84f711cc752bd40de95b793a4d8c")]
    [InlineData("https://proxy.example/v1/comet", "256ab776712c73e0a14b70305e97fecf")]
    [InlineData("https://proxy.example/comet/x-v1", "43aeb512fdd1ee13f0f528022186eb1a")]
    [InlineData("http://127.0.0.1:5000/", "4798638da260dde91ff59c0f5f2d3466")]
    public void Of_AnAddress_IsWhatExistingLedgersHold(string address, string hash)
    {
        Assert.Equal(hash, ScopeHash.Of("salt-1", new Uri(address), new ApiKey("sk-1"), callerId: null));
        // Calls go to the address that the hash stands for.
        Assert.Equal(hash, ScopeHash.Of("salt-1", GatewayAddress.Normalize(new Uri(address)), new ApiKey("sk-1"), callerId: null));
    }

    [Theory]
    [InlineData("https://api.cometapi.com/", null, "c0a1e686a9e80f043914143c37aeaf12")]
    [InlineData("https://API.cometapi.com:443/v1/", null, "c0a1e686a9e80f043914143c37aeaf12")]
    [InlineData("https://api.cometapi.com/", "caller-7", "568851647d38194fd4b977f8bbf10d57")]
    [InlineData("http://127.0.0.1:5000/", null, "8ff382e2486453e324f8d1626e43a424")]
    public void OfCaller_AnAddressAndACaller_IsWhatExistingLedgersHold(string address, string? callerId, string hash) =>
        Assert.Equal(hash, ScopeHash.OfCaller("salt-1", new Uri(address), callerId));

    [Fact]
    public void Of_ACallerWithoutKey_IsWhatExistingLedgersHold() =>
        Assert.Equal("1acc77080ba1502bc316a64ce1d727ef", ScopeHash.Of("salt-1", new Uri("https://api.cometapi.com/"), key: null, "caller-7"));
}
