using System.Net;
using System.Text;
using CometRunway.TestKit.Images;

namespace CometRunway.Core.Tests.Pictures;

/// <summary>Server-side request forgery: whatever a link says, resolves to or redirects to, no socket is opened to an address of this machine or network.</summary>
public sealed class ForgedLinkTests
{
    private static readonly byte[] Picture = TinyPng.Create(64, 40);

    public static TheoryData<string> Links() =>
    [
        "https://127.0.0.1/a.png", "https://127.1/a.png", "https://127.0.1/a.png", "https://2130706433/a.png", "https://0x7f000001/a.png", "https://0x7f.0.0.1/a.png",
        "https://0177.0.0.1/a.png", "https://017700000001/a.png", "https://0/a.png", "https://0.0.0.0/a.png", "https://127.0.0.1:22/a.png", "https://127.0.0.1./a.png",
        "https://[::1]/a.png", "https://[::]/a.png", "https://[0:0:0:0:0:0:0:1]/a.png", "https://[::ffff:127.0.0.1]/a.png", "https://[::ffff:7f00:1]/a.png",
        "https://[::127.0.0.1]/a.png", "https://[64:ff9b::7f00:1]/a.png", "https://[2002:7f00:1::]/a.png", "https://[fe80::1]/a.png", "https://[fd00::1]/a.png", "https://[ff02::1]/a.png",
        "https://10.0.0.1/a.png", "https://172.16.0.1/a.png", "https://192.168.0.1/a.png", "https://169.254.169.254/latest/meta-data/", "https://100.64.0.1/a.png", "https://224.0.0.1/a.png",
        "https://①②⑦.⓪.⓪.①/a.png", "https://127。0。0。1/a.png", "https://１２７.0.0.1/a.png",
        "https://localhost/a.png", "https://LOCALHOST/a.png", "https://localhost./a.png", "https://a.localhost/a.png", "https://printer.local/a.png", "https://router/a.png", "https://nas.lan/a.png", "https://metadata.google.internal/a.png",
        "https://user:pw@public.example/a.png", "https://public.example@127.0.0.1/a.png", "https://public.example:443@127.0.0.1/a.png", "https://127.0.0.1#@public.example/a.png", "https://127.0.0.1\\@public.example/a.png", "https://127.0.0.1%2f@public.example/a.png", "https://127.0.0.1%00.public.example/a.png",
        "http://public.example/a.png", "http://127.0.0.1/a.png", "file:///etc/passwd", "file://127.0.0.1/etc/passwd", "gopher://127.0.0.1:6379/_SET", "dict://127.0.0.1:11211/stats",
        "ftp://127.0.0.1/a.png", "ldap://127.0.0.1/", "jar:https://127.0.0.1!/a.png", "netdoc:///etc/passwd", "javascript:alert(1)", "ws://127.0.0.1/", "unix:/run/docker.sock", "//127.0.0.1/a.png", "https:/127.0.0.1/a.png", "https:127.0.0.1/a.png",
        "![x](https://127.0.0.1/a.png)", "\"https://[::1]/a.png\"",
    ];

    public static TheoryData<string> RefusedAddresses() =>
    [
        "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1", "100.127.255.255", "192.0.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255",
        "::1", "::", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2002:7f00:1::", "2002:a00:1::", "2001::1", "fe80::1", "fec0::1", "fc00::1", "fd00::1", "ff02::1", "2001:db8::1", "100::1",
    ];

    [Fact]
    public async Task Look_PublicPicture_IsSeen()
    {
        await using var internet = new PublicInternet(Deliver);
        internet.Name("public.example", [PublicInternet.Public]);

        var result = await internet.GiveAsync("https://public.example/a.png");

        Assert.Equal((64, 40, null), (result.Picture?.Facts?.Width, result.Picture?.Facts?.Height, result.Violation?.Code));
        Assert.Equal([PublicInternet.Public, PublicInternet.Public], internet.Opened);
    }

    [Theory]
    [MemberData(nameof(Links))]
    public async Task Look_ForgedLink_OpensNoSocketAtAll(string link)
    {
        await using var internet = new PublicInternet(Deliver);
        internet.Name("public.example", [PublicInternet.Public]);

        await internet.GiveAsync(link);

        Assert.Empty(internet.Opened);
        Assert.False(internet.IsTrapped);
    }

    [Theory]
    [MemberData(nameof(RefusedAddresses))]
    public async Task Look_NameOfARefusedAddress_OpensNoSocketAndWarns(string address)
    {
        await using var internet = new PublicInternet(Deliver);
        internet.Name("innocent.example", [IPAddress.Parse(address)]);

        var result = await internet.GiveAsync("https://innocent.example/a.png");

        Assert.Empty(internet.Opened);
        Assert.False(internet.IsTrapped);
        Assert.Equal("link_not_looked_at", Assert.Single(result.Warnings).Code);
        Assert.NotNull(result.Picture);
    }

    [Theory]
    [MemberData(nameof(RefusedAddresses))]
    public async Task Look_NameThatChangesItsAddressAfterTheCheck_OpensNoSocket(string address)
    {
        await using var internet = new PublicInternet(Deliver);
        internet.Name("rebinding.example", [PublicInternet.Public], [IPAddress.Parse(address)]);

        var result = await internet.GiveAsync("https://rebinding.example/a.png");

        Assert.Empty(internet.Opened);
        Assert.False(internet.IsTrapped);
        Assert.Equal("link_not_looked_at", Assert.Single(result.Warnings).Code);
    }

    [Fact]
    public async Task Look_NameThatChangesItsAddressBetweenHeadAndGet_OpensNoSocketToTheOther()
    {
        await using var internet = new PublicInternet(Deliver);
        internet.Name("rebinding.example", [PublicInternet.Public], [PublicInternet.Public], [PublicInternet.Public], [IPAddress.Loopback]);

        await internet.GiveAsync("https://rebinding.example/a.png");

        Assert.Equal([PublicInternet.Public], internet.Opened);
        Assert.False(internet.IsTrapped);
    }

    [Fact]
    public async Task Look_NameOfAPublicAndARefusedAddress_GoesToThePublicOneOnly()
    {
        await using var internet = new PublicInternet(Deliver);
        internet.Name("mixed.example", [IPAddress.Loopback, PublicInternet.Public, IPAddress.IPv6Loopback]);

        var result = await internet.GiveAsync("https://mixed.example/a.png");

        Assert.All(internet.Opened, address => Assert.Equal(PublicInternet.Public, address));
        Assert.Equal(64, result.Picture?.Facts?.Width);
    }

    [Theory]
    [MemberData(nameof(Links))]
    public async Task Look_RedirectToAForgedLink_IsNotFollowed(string target)
    {
        await using var internet = new PublicInternet(_ => Redirect(target));
        internet.Name("public.example", [PublicInternet.Public]);

        var result = await internet.GiveAsync("https://public.example/a.png");

        // A target without a scheme or of a broken form may be read as a place on the same public machine: that may be asked.
        Assert.All(internet.Opened, address => Assert.Equal(PublicInternet.Public, address));
        Assert.False(internet.IsTrapped);
        Assert.Equal("link_redirects", result.Violation?.Code);
        Assert.DoesNotContain("127.0.0.1", result.Violation!.Nearest ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(RefusedAddresses))]
    public async Task Look_RedirectToANameOfARefusedAddress_IsNotFollowed(string address)
    {
        await using var internet = new PublicInternet(_ => Redirect("https://inside.example/a.png"));
        internet.Name("public.example", [PublicInternet.Public]);
        internet.Name("inside.example", [IPAddress.Parse(address)]);

        var result = await internet.GiveAsync("https://public.example/a.png");

        Assert.Equal([PublicInternet.Public], internet.Opened);
        Assert.False(internet.IsTrapped);
        Assert.Equal(("link_redirects", null), (result.Violation?.Code, result.Violation?.Nearest));
    }

    private static byte[] Deliver(string head) =>
        [.. Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: {Picture.Length}\r\nConnection: close\r\n\r\n"), .. head.StartsWith("HEAD", StringComparison.Ordinal) ? [] : Picture];

    private static byte[] Redirect(string target) =>
        Encoding.UTF8.GetBytes($"HTTP/1.1 302 Found\r\nLocation: {target}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
}
