/** As `fetch` for one file, but it tells how many bytes have left; `fetch` cannot. */
export function upload(
  address: string,
  {
    method,
    headers,
    file,
    onSent,
  }: {
    readonly method: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly file: File;
    readonly onSent: (bytes: number) => void;
  },
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, address);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.addEventListener('progress', ({ loaded }) => onSent(loaded));
    request.addEventListener('load', () =>
      resolve(new Response(request.responseText, { status: request.status })),
    );
    request.addEventListener('error', () => reject(new TypeError('The upload broke off.')));
    request.send(file);
  });
}
