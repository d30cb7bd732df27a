using ResidentService.Cluster;
using ResidentService.Service.Commands;

return await Executable.Run(args, builder => builder.AddClusterRuntime());
