using AspNetMcp;
using CometRunway.Options;
using CometRunway.Sandbox;
using FirstVideo;

// For one user on loopback: whoever reaches the address uses this user's key, limits and files. Users are not authenticated.
var isCheck = args.Contains("--check");
var videos = Directory.CreateDirectory("videos").FullName;
Scenery.Save(Path.Combine(videos, "evening-hills.png"));
await using var sandbox = await SandboxServer.StartAsync(new() { Speed = 4 });

var builder = WebApplication.CreateSlimBuilder();
builder.WebHost.UseUrls(isCheck ? "http://127.0.0.1:0" : "http://127.0.0.1:8090");
builder.Logging.SetMinimumLevel(LogLevel.Warning);
// A page in a browser must not reach the server by a host name of its own that leads to this machine.
builder.Services.AddHostFiltering(options => options.AllowedHosts = ["127.0.0.1", "localhost"]);
builder.Services.AddCometRunwayImaging();
builder.Services.AddCometRunway(options =>
{
    options.BaseAddress = sandbox.BaseAddress; // the live service: leave this line out, and set your key below
    options.ApiKey = new ApiKey("sandbox");
    options.AllowedDirectories.Add(videos);
    options.OutputDirectory = videos;
    options.HomeDirectory = Path.Combine(videos, ".rehearsal");
});
builder.Services.AddMcpServer().WithHttpTransport().WithCometRunway();

var app = builder.Build();
app.UseHostFiltering();
app.MapMcp("/mcp");
await app.StartAsync();
Console.WriteLine($"MCP over Streamable HTTP: {app.Urls.Single()}/mcp. Videos are made by the sandbox on this machine, free of charge.");
if (isCheck)
    return await ToolListCheck.RunAsync(new Uri($"{app.Urls.Single()}/mcp"));
await app.WaitForShutdownAsync();
return 0;
