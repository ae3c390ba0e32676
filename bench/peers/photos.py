"""Photos from file to batch by torchvision on Pillow: for each line on stdin one pass, its seconds on stdout."""

import sys
import time

import torch
from torch.utils.data import DataLoader, Dataset
from torchvision import transforms
from pathlib import Path
from PIL import Image

torch.set_num_threads(1)
files = sorted(Path(sys.argv[1]).rglob("*.jpg"))
workers = int(sys.argv[2])
prepare = transforms.Compose([
    transforms.Resize(256),
    transforms.CenterCrop(224),
    transforms.ToTensor(),
    transforms.Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225]),
])


class Photos(Dataset):
    def __len__(self):
        return len(files)

    def __getitem__(self, index):
        with Image.open(files[index]) as image:
            return prepare(image.convert("RGB"))


# One process works where one thread is asked for; more are torchvision's way to use more cores.
loader = DataLoader(
    Photos(), batch_size=32, num_workers=0 if workers == 1 else workers, persistent_workers=workers > 1)
for line in sys.stdin:
    begin = time.perf_counter()
    for batch in loader:
        pass
    print(time.perf_counter() - begin, flush=True)
