using CometRunway.HostedFloor;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ModelContextProtocol.Server;

// A minimal server of the SDK on the generic host: one tool that returns an empty result.
var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory });
builder.Services.AddMcpServer().WithStdioServerTransport();
builder.Services.AddSingleton<McpServerTool>(new NothingTool());
await builder.Build().RunAsync();
