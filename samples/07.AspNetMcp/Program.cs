using AspNetMcp;
using CometRunway.Options;
using CometRunway.Sandbox;
using FirstVideo;

// For one user on loopback. Users are not authenticated: everyone who can reach the address uses this user's key, limits and files.
var isCheck = args.Contains("--check");
var videos = Directory.CreateDirectory("videos").FullName;
Scenery.Save(Path.Combine(videos, "evening-hills.png"));
await using var sandbox = await SandboxServer.StartAsync(new() { Speed = 4 });

var builder = WebApplication.CreateSlimBuilder();
builder.WebHost.UseUrls(isCheck ? "http://127.0.0.1:0" : "http://127.0.0.1:8090");
builder.Logging.SetMinimumLevel(LogLevel.Warning);
// Prevents DNS rebinding: a web page must not reach the server through its own host name.
builder.Services.AddHostFiltering(options => options.AllowedHosts = ["127.0.0.1", "localhost"]);
builder.Services.AddCometRunwayImaging();
builder.Services.AddCometRunway(options =>
{
    options.BaseAddress = sandbox.BaseAddress; // for the live service, remove this line and set your key below
    options.ApiKey = new ApiKey("sandbox");
    options.AllowedDirectories.Add(videos);
    options.OutputDirectory = videos;
    options.HomeDirectory = Path.Combine(videos, ".sandbox");
});
builder.Services.AddMcpServer().WithHttpTransport().WithCometRunway();

var app = builder.Build();
app.UseHostFiltering();
app.MapMcp("/mcp");
await app.StartAsync();
Console.WriteLine($"MCP over Streamable HTTP: {app.Urls.Single()}/mcp. The sandbox on this machine creates the videos, free of charge.");
if (isCheck)
    return await ToolListCheck.RunAsync(new Uri($"{app.Urls.Single()}/mcp"));
await app.WaitForShutdownAsync();
return 0;
