using OpenVision.Benchmarks.Measuring;
using OpenVision.Layers;
using OpenVision.Training;
using OpenVision.Vision;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Benchmarks.Steps;

/// <summary>Forward, backward and update of an image tower alone; its loss is the mean of its embeddings' squares.</summary>
internal sealed class OurTower : ISide
{
    private readonly ParameterStore store;
    private readonly VisionEncoder tower;
    private readonly AdamW optimizer;
    private readonly Tensor images;

    /// <summary>Makes the tower, the optimiser and a batch.</summary>
    public OurTower(VisionSpec spec, Func<ParameterScope, VisionEncoder> make, int batch, bool half, int rematerializeEvery = 0)
    {
        store = new(ParameterCount.Of(new ModelSpec { Name = spec.Name, Vision = spec }.Parameters()), new GraphSettings(CPU, half, Trains: true, Seed: 0, RematerializeEvery: rematerializeEvery));
        tower = make(store.Root["visual"]);
        optimizer = new(store, new OptimizerSpec());
        images = randn(batch, 3, spec.Resolution, spec.Resolution);
    }

    /// <inheritdoc/>
    public void Round()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor embedding = tower.Forward(images).Embedding.to_type(ScalarType.Float32);
        (embedding * embedding).mean().backward();
        optimizer.Step(1e-4);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        images.Dispose();
        optimizer.Dispose();
        store.Dispose();
    }
}

/// <summary>The same of plain TorchSharp.</summary>
internal sealed class PlainTower : ISide
{
    private readonly PlainVision tower;
    private readonly optim.Optimizer optimizer;
    private readonly Tensor images;

    /// <summary>Makes the tower, the optimiser and a batch.</summary>
    public PlainTower(VisionSpec spec, int batch, ScalarType type)
    {
        tower = new(spec, spec.Resolution);
        tower.to(type);
        optimizer = optim.AdamW(tower.parameters(), lr: 1e-4, beta1: 0.9, beta2: 0.95, weight_decay: 0.2);
        images = randn(batch, 3, spec.Resolution, spec.Resolution).to_type(type);
    }

    /// <inheritdoc/>
    public void Round()
    {
        using DisposeScope scope = NewDisposeScope();
        optimizer.zero_grad();
        Tensor embedding = tower.forward(images).Item1.to_type(ScalarType.Float32);
        (embedding * embedding).mean().backward();
        nn.utils.clip_grad_norm_(tower.parameters(), 1);
        optimizer.step();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        images.Dispose();
        optimizer.Dispose();
        tower.Dispose();
    }
}
