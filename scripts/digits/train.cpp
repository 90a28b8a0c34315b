// Trains the digit reader: g++ -O3 -march=native -ffast-math -std=c++17 -pthread train.cpp -o train -lopenblas
//   ./train STEPS WEIGHTS VALIDATION SAMPLES...
//
// The network is that of src/ocr/digit-network.ts; its outputs are trained by CTC (Graves et al., 2006), which sums over
// all ways to lay the letters over the columns, so that nobody has to say where one digit ends and the next begins.
// Weights are written as 32-bit floats, layer by layer: kernels (output, input, row, column), then biases.
#include <cblas.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <numeric>
#include <random>
#include <string>
#include <thread>
#include <vector>

using Floats = std::vector<float>;
constexpr int rows = 28;
constexpr int letters = 17;  // 16 and the blank, which is 0

struct Layer { int in, out, kh, kw, padY, padX; bool relu; size_t at; };
static std::vector<Layer> layers = {
    {1, 12, 3, 3, 1, 1, true, 0},  {12, 24, 3, 3, 1, 1, true, 0}, {24, 40, 3, 3, 1, 1, true, 0},
    {40, 64, 7, 3, 0, 1, true, 0}, {64, 64, 1, 5, 0, 2, true, 0}, {64, letters, 1, 1, 0, 0, false, 0}};
static const int poolY[] = {2, 2, 1, 1, 1, 1};
static const int poolX[] = {2, 1, 1, 1, 1, 1};

struct Map { int c, h, w; Floats v; };

struct Trace {  // what the way back needs
  Map input[6], output[6];
  Floats columns[6];
  std::vector<int> from[6];
};

static void unfold(const Map& m, const Layer& l, int oh, int ow, Floats& col) {
  col.assign(size_t(l.in) * l.kh * l.kw * oh * ow, 0.f);
  size_t r = 0;
  for (int c = 0; c < l.in; c++)
    for (int ky = 0; ky < l.kh; ky++)
      for (int kx = 0; kx < l.kw; kx++, r++)
        for (int y = 0; y < oh; y++) {
          int sy = y + ky - l.padY;
          if (sy < 0 || sy >= m.h) continue;
          int x0 = std::max(0, l.padX - kx), x1 = std::min(ow, m.w + l.padX - kx);
          if (x1 > x0)
            std::memcpy(&col[r * oh * ow + y * ow + x0], &m.v[(size_t(c) * m.h + sy) * m.w + x0 + kx - l.padX], sizeof(float) * (x1 - x0));
        }
}

static void forward(const Floats& weights, const Map& image, Trace& t) {
  Map current = image;
  for (size_t i = 0; i < layers.size(); i++) {
    const Layer& l = layers[i];
    int oh = current.h + 2 * l.padY - l.kh + 1, ow = current.w + 2 * l.padX - l.kw + 1, p = oh * ow, k = l.in * l.kh * l.kw;
    t.input[i] = current;
    unfold(current, l, oh, ow, t.columns[i]);
    Map out{l.out, oh, ow, Floats(size_t(l.out) * p)};
    const float* w = &weights[l.at];
    for (int o = 0; o < l.out; o++) {
      float* to = &out.v[size_t(o) * p];
      float bias = weights[l.at + size_t(l.out) * k + o];
      for (int j = 0; j < p; j++) to[j] = bias;
    }
    cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, l.out, p, k, 1.f, w, k, t.columns[i].data(), p, 1.f, out.v.data(), p);
    if (l.relu) for (float& one : out.v) one = std::max(0.f, one);
    t.output[i] = out;
    int py = poolY[i], px = poolX[i];
    if (py * px > 1) {
      Map small{l.out, oh / py, ow / px, Floats(size_t(l.out) * (oh / py) * (ow / px))};
      t.from[i].resize(small.v.size());
      size_t n = 0;
      for (int c = 0; c < l.out; c++)
        for (int y = 0; y < small.h; y++)
          for (int x = 0; x < small.w; x++, n++) {
            int best = -1;
            for (int dy = 0; dy < py; dy++)
              for (int dx = 0; dx < px; dx++) {
                int at = (c * oh + y * py + dy) * ow + x * px + dx;
                if (best < 0 || out.v[at] > out.v[best]) best = at;
              }
            small.v[n] = out.v[best];
            t.from[i][n] = best;
          }
      current = std::move(small);
    } else current = std::move(out);
  }
}

static void backward(const Floats& weights, Trace& t, Floats gradient, Floats& sum) {
  for (int i = int(layers.size()) - 1; i >= 0; i--) {
    const Layer& l = layers[i];
    Map& out = t.output[i];
    int p = out.h * out.w, k = l.in * l.kh * l.kw;
    if (poolY[i] * poolX[i] > 1) {
      Floats wide(out.v.size(), 0.f);
      for (size_t n = 0; n < gradient.size(); n++) wide[t.from[i][n]] += gradient[n];
      gradient = std::move(wide);
    }
    if (l.relu) for (size_t n = 0; n < gradient.size(); n++) if (out.v[n] <= 0) gradient[n] = 0;
    Floats columns(i > 0 ? size_t(k) * p : 0, 0.f);
    for (int o = 0; o < l.out; o++) {
      const float* g = &gradient[size_t(o) * p];
      float bias = 0;
      for (int j = 0; j < p; j++) bias += g[j];
      sum[l.at + size_t(l.out) * k + o] += bias;
    }
    const float* g = gradient.data();
    cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, l.out, k, p, 1.f, g, p, t.columns[i].data(), p, 1.f, &sum[l.at], k);
    if (i == 0) break;
    cblas_sgemm(CblasRowMajor, CblasTrans, CblasNoTrans, k, p, l.out, 1.f, &weights[l.at], k, g, p, 0.f, columns.data(), p);
    Map& in = t.input[i];
    Floats back(in.v.size(), 0.f);
    size_t r = 0;
    for (int c = 0; c < l.in; c++)
      for (int ky = 0; ky < l.kh; ky++)
        for (int kx = 0; kx < l.kw; kx++, r++)
          for (int y = 0; y < out.h; y++) {
            int sy = y + ky - l.padY;
            if (sy < 0 || sy >= in.h) continue;
            for (int x = std::max(0, l.padX - kx); x < std::min(out.w, in.w + l.padX - kx); x++)
              back[(size_t(c) * in.h + sy) * in.w + x + kx - l.padX] += columns[r * p + y * out.w + x];
          }
    gradient = std::move(back);
  }
}

static double logAdd(double a, double b) {
  if (a < b) std::swap(a, b);
  return b < -1e29 ? a : a + std::log1p(std::exp(b - a));
}

// -log p(text); `gradient` by the outputs before the softmax.
static double ctc(const Map& out, const std::vector<uint8_t>& text, Floats* gradient) {
  int T = out.w, S = 2 * int(text.size()) + 1;
  std::vector<double> logp(size_t(T) * letters);
  for (int x = 0; x < T; x++) {
    double most = -1e30, sum = 0;
    for (int c = 0; c < letters; c++) most = std::max(most, double(out.v[c * T + x]));
    for (int c = 0; c < letters; c++) sum += std::exp(out.v[c * T + x] - most);
    for (int c = 0; c < letters; c++) logp[x * letters + c] = out.v[c * T + x] - most - std::log(sum);
  }
  auto letter = [&](int s) { return s % 2 ? int(text[s / 2]) : 0; };
  const double none = -1e30;
  std::vector<double> a(size_t(T) * S, none), b(size_t(T) * S, none);
  a[0] = logp[0];
  if (S > 1) a[1] = logp[letter(1)];
  for (int x = 1; x < T; x++)
    for (int s = 0; s < S; s++) {
      double v = a[(x - 1) * S + s];
      if (s > 0) v = logAdd(v, a[(x - 1) * S + s - 1]);
      if (s > 1 && s % 2 && letter(s) != letter(s - 2)) v = logAdd(v, a[(x - 1) * S + s - 2]);
      if (v > -1e29) a[x * S + s] = v + logp[x * letters + letter(s)];
    }
  double total = a[(T - 1) * S + S - 1];
  if (S > 1) total = logAdd(total, a[(T - 1) * S + S - 2]);
  if (!gradient || total < -1e29) return total < -1e29 ? 1e9 : -total;
  b[(T - 1) * S + S - 1] = 0;
  if (S > 1) b[(T - 1) * S + S - 2] = 0;
  for (int x = T - 2; x >= 0; x--)
    for (int s = 0; s < S; s++) {
      double v = b[(x + 1) * S + s] + logp[(x + 1) * letters + letter(s)];
      if (s + 1 < S) v = logAdd(v, b[(x + 1) * S + s + 1] + logp[(x + 1) * letters + letter(s + 1)]);
      if (s + 2 < S && s % 2 && letter(s) != letter(s + 2)) v = logAdd(v, b[(x + 1) * S + s + 2] + logp[(x + 1) * letters + letter(s + 2)]);
      b[x * S + s] = v;
    }
  gradient->assign(out.v.size(), 0.f);
  for (int x = 0; x < T; x++) {
    for (int c = 0; c < letters; c++) (*gradient)[c * T + x] = float(std::exp(logp[x * letters + c]));
    for (int s = 0; s < S; s++) {
      double v = a[x * S + s] + b[x * S + s] - total;
      if (v > -60) (*gradient)[letter(s) * T + x] -= float(std::exp(v));
    }
  }
  return -total;
}

static std::vector<uint8_t> greedy(const Map& out) {
  std::vector<uint8_t> text;
  int last = 0;
  for (int x = 0; x < out.w; x++) {
    int best = 0;
    for (int c = 1; c < letters; c++) if (out.v[c * out.w + x] > out.v[best * out.w + x]) best = c;
    if (best != 0 && best != last) text.push_back(uint8_t(best));
    last = best;
  }
  return text;
}

struct Sample { int width; std::vector<uint8_t> text; const uint8_t* pixels; };

static std::vector<uint8_t> slurp(const char* path) {
  FILE* f = std::fopen(path, "rb");
  if (!f) { std::perror(path); std::exit(1); }
  std::vector<uint8_t> bytes;
  uint8_t buffer[1 << 16];
  for (size_t n; (n = std::fread(buffer, 1, sizeof buffer, f)) > 0;) bytes.insert(bytes.end(), buffer, buffer + n);
  std::fclose(f);
  return bytes;
}

static void parse(const std::vector<uint8_t>& bytes, std::vector<Sample>& samples) {
  for (size_t at = 0; at + 3 <= bytes.size();) {
    int width = bytes[at] | bytes[at + 1] << 8, n = bytes[at + 2];
    if (at + 3 + n + size_t(width) * rows > bytes.size()) break;
    samples.push_back({width, {bytes.begin() + at + 3, bytes.begin() + at + 3 + n}, &bytes[at + 3 + n]});
    at += 3 + n + size_t(width) * rows;
  }
}

static Map toMap(const Sample& s) {
  Map m{1, rows, s.width, Floats(size_t(rows) * s.width)};
  for (size_t i = 0; i < m.v.size(); i++) m.v[i] = s.pixels[i] / 255.f * 1.4f - 0.2f;
  return m;
}

int main(int argc, char** argv) {
  if (argc < 5) return std::fprintf(stderr, "train STEPS WEIGHTS VALIDATION SAMPLES...\n"), 2;
  openblas_set_num_threads(1);
  const long steps = std::atol(argv[1]);
  std::vector<std::vector<uint8_t>> files;
  for (int i = 3; i < argc; i++) files.push_back(slurp(argv[i]));
  std::vector<Sample> validation, samples;
  parse(files[0], validation);
  for (size_t i = 1; i < files.size(); i++) parse(files[i], samples);
  size_t count = 0;
  for (auto& l : layers) { l.at = count; count += size_t(l.out) * l.in * l.kh * l.kw + l.out; }
  std::mt19937 chance(1);
  Floats weights(count, 0.f), m(count, 0.f), v(count, 0.f);
  for (auto& l : layers) {
    int k = l.in * l.kh * l.kw;
    std::normal_distribution<float> normal(0, std::sqrt(2.f / k));
    for (int i = 0; i < l.out * k; i++) weights[l.at + i] = normal(chance);
  }
  if (FILE* f = std::fopen(argv[2], "rb")) {  // goes on from weights that are there
    if (std::fread(weights.data(), 4, count, f) == count) std::printf("going on\n");
    std::fclose(f);
  }
  std::printf("%zu samples, %zu weights\n", samples.size(), count);
  const int threads = std::getenv("THREADS") ? std::atoi(std::getenv("THREADS")) : 1, batch = 32;
  const double peak = std::getenv("RATE") ? std::atof(std::getenv("RATE")) : 2e-3;
  std::vector<Trace> traces(threads);
  std::vector<Floats> sums(threads, Floats(count));
  std::vector<double> losses(threads);
  std::vector<size_t> order(samples.size());
  std::iota(order.begin(), order.end(), 0);
  size_t at = order.size();
  double loss = 0, done = 0;
  for (long step = 1; step <= steps; step++) {
    if (at + batch > order.size()) { std::shuffle(order.begin(), order.end(), chance); at = 0; }
    std::vector<std::thread> pool;
    for (int th = 0; th < threads; th++)
      pool.emplace_back([&, th] {
        std::fill(sums[th].begin(), sums[th].end(), 0.f);
        losses[th] = 0;
        Floats gradient;
        for (int i = th; i < batch; i += threads) {
          const Sample& s = samples[order[at + i]];
          forward(weights, toMap(s), traces[th]);
          double one = ctc(traces[th].output[5], s.text, &gradient);
          if (one > 1e8) continue;
          losses[th] += std::min(one, 20.0);
          backward(weights, traces[th], gradient, sums[th]);
        }
      });
    for (auto& one : pool) one.join();
    at += batch;
    done = double(step) / steps;
    double rate = peak * (step < 200 ? step / 200.0 : 1) * (0.5 + 0.5 * std::cos(M_PI * std::min(1.0, done))) + 1e-5;
    double norm = 0;
    for (int th = 1; th < threads; th++) for (size_t i = 0; i < count; i++) sums[0][i] += sums[th][i];
    for (size_t i = 0; i < count; i++) { sums[0][i] /= batch; norm += double(sums[0][i]) * sums[0][i]; }
    float clip = float(std::min(1.0, 2.0 / std::sqrt(norm + 1e-12)));
    double c1 = 1 - std::pow(0.9, step), c2 = 1 - std::pow(0.999, step);
    for (size_t i = 0; i < count; i++) {
      float g = sums[0][i] * clip;
      m[i] = 0.9f * m[i] + 0.1f * g;
      v[i] = 0.999f * v[i] + 0.001f * g * g;
      weights[i] -= float(rate * (m[i] / c1) / (std::sqrt(v[i] / c2) + 1e-8));
    }
    for (double one : losses) loss += one;
    if (step % 500 == 0 || done >= 1) {
      int right = 0;
      size_t most = done >= 1 ? validation.size() : std::min<size_t>(600, validation.size());
      for (size_t i = 0; i < most; i++) {
        forward(weights, toMap(validation[i]), traces[0]);
        right += greedy(traces[0].output[5]) == validation[i].text;
      }
      std::printf("%5.1f%% step %ld loss %.4f right %.2f%%\n", 100 * done, step, loss / (batch * 500), 100.0 * right / most);
      std::fflush(stdout);
      loss = 0;
      FILE* f = std::fopen(argv[2], "wb");
      std::fwrite(weights.data(), 4, count, f);
      std::fclose(f);
    }
  }
}
