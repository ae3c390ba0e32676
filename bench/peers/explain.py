"""Grad-CAM and integrated gradients of MobileNet-v2 by hand in PyTorch, with hooks and the fastest setting.

explain.py FILE THREADS: FILE is a safetensors file with the weights under torchvision's names and the picture. For a line
"tune METHOD" it tries settings and prints the best one and the sum of the map's magnitudes; for "go METHOD N" it makes N maps and
prints the seconds that one took.
"""

import json
import struct
import sys
import time

import numpy as np
import torch
from torch import nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

STEPS = 32
CLASS = 281


def unit(i, o, k, stride, groups):
    return nn.Sequential(nn.Conv2d(i, o, k, stride, k // 2, groups=groups, bias=False), nn.BatchNorm2d(o), nn.ReLU6())


class Inverted(nn.Module):
    def __init__(self, i, o, stride, expansion):
        super().__init__()
        wide = i * expansion
        expand = [unit(i, wide, 1, 1, 1)] if expansion > 1 else []
        self.conv = nn.Sequential(
            *expand, unit(wide, wide, 3, stride, wide), nn.Conv2d(wide, o, 1, bias=False), nn.BatchNorm2d(o))
        self.adds = stride == 1 and i == o

    def forward(self, x):
        return x + self.conv(x) if self.adds else self.conv(x)


class MobileNetV2(nn.Module):
    def __init__(self):
        super().__init__()
        blocks, i = [unit(3, 32, 3, 2, 1)], 32
        for t, c, n, s in [(1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)]:
            for k in range(n):
                blocks.append(Inverted(i, c, s if k == 0 else 1, t))
                i = c
        self.features = nn.Sequential(*blocks, unit(i, 1280, 1, 1, 1))
        self.classifier = nn.Sequential(nn.Dropout(0.2), nn.Linear(1280, 1000))

    def forward(self, x):
        return self.classifier(self.features(x).mean((2, 3)))


def read(path):
    with open(path, "rb") as file:
        header = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
        data = file.read()
    arrays = {}
    for name, entry in header.items():
        if name != "__metadata__" and entry["dtype"] == "F32":
            begin, end = entry["data_offsets"]
            values = np.frombuffer(data[begin:end], "<f4").reshape(entry["shape"])
            arrays[name] = torch.from_numpy(values.copy())
    return arrays


def fuse(module):
    """Batch norms go into the convolutions before them, as everyone who is in a hurry does for inference."""
    last = None
    for name, child in module.named_children():
        if isinstance(child, nn.BatchNorm2d):
            setattr(module, last[0], fuse_conv_bn_eval(last[1], child))
            setattr(module, name, nn.Identity())
        else:
            fuse(child)
        last = (name, child)


def network(weights, layout, fused):
    net = MobileNetV2()
    net.load_state_dict(weights, strict=False)
    net.eval()
    for parameter in net.parameters():
        parameter.requires_grad_(False)
    if fused:
        fuse(net)
    return net.to(memory_format=layout)


def grad_cam(net, picture, layout, _):
    kept = []

    # Only what follows the layer is recorded for the gradient.
    def keep(module, inputs, output):
        kept.append(output.detach().requires_grad_(True))
        return kept[0]

    hook = net.features.register_forward_hook(keep)
    score = net(picture.to(memory_format=layout))[0, CLASS]
    hook.remove()
    gradient, = torch.autograd.grad(score, kept[0])
    return (kept[0].detach() * gradient.mean((2, 3), keepdim=True)).sum(1).relu()


def integrated_gradients(net, picture, layout, batch):
    places, weights = np.polynomial.legendre.leggauss(STEPS)
    places, weights = (places + 1) / 2, weights / 2
    total = torch.zeros_like(picture)
    for first in range(0, STEPS, batch):
        part = torch.tensor(places[first:first + batch], dtype=torch.float32).view(-1, 1, 1, 1)
        factor = torch.tensor(weights[first:first + batch], dtype=torch.float32).view(-1, 1, 1, 1)
        x = (picture * part).to(memory_format=layout).requires_grad_(True)
        gradient, = torch.autograd.grad(net(x)[:, CLASS].sum(), x)
        total += (gradient * factor).sum(0, keepdim=True)
    return total * picture


METHODS = {
    "grad-cam": (grad_cam, [1]),
    "integrated-gradients": (integrated_gradients, [1, 4, 8, 16, 32]),
}


def main():
    arrays = read(sys.argv[1])
    torch.set_num_threads(int(sys.argv[2]))
    picture = arrays.pop("picture")
    layouts = {"NCHW": torch.contiguous_format, "NHWC": torch.channels_last}
    networks = {
        (layout, fused): network(arrays, layouts[layout], fused) for layout in layouts for fused in (False, True)}
    best = {}

    def run(method, setting):
        layout, fused, batch = setting
        return METHODS[method][0](networks[layout, fused], picture, layouts[layout], batch)

    def seconds(method, setting, count):
        begin = time.perf_counter()
        for _ in range(count):
            run(method, setting)
        return (time.perf_counter() - begin) / count

    for line in sys.stdin:
        order, method, *rest = line.split()
        if order == "tune":
            batches = METHODS[method][1]
            middle = batches[len(batches) // 2]

            def fastest(settings):
                return min(settings, key=lambda setting: min(seconds(method, setting, 1) for _ in range(3)))

            layout, fused, _ = fastest([(layout, fused, middle) for layout in layouts for fused in (False, True)])
            best[method] = layout, fused, batch = fastest([(layout, fused, batch) for batch in batches])
            text = f"{layout}{', batch norms folded' if fused else ''}, {batch} at a time"
            print(run(method, best[method]).abs().sum().item(), text, flush=True)
        else:
            print(seconds(method, best[method], int(rest[0])), flush=True)


main()
