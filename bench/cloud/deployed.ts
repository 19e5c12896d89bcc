import { type Resource, theOnlyOf } from './resources.ts';

/** What the template says of one function that its price hangs on. */
export interface DeployedFunction {
  readonly memoryMb: number;
  /** Calls that went well and share one line of the log. */
  readonly callsPerLine: number;
  /** Whether Lambda writes its own lines about calls that went well. */
  readonly platformLines: boolean;
  readonly traced: boolean;
}

/** What the template says of the bank that prices hang on. */
export interface Deployed {
  /** By the name that a function is deployed under. */
  readonly functions: ReadonlyMap<string, DeployedFunction>;
  /** The gateway's line of one request, with its variables in it. */
  readonly accessLine: string;
}

/** Reads it from the synthesized resources. */
export function deployedIn(resources: readonly Resource[]): Deployed {
  const of = (type: string) => resources.filter(({ Type }) => Type === type).map(({ Properties }) => Properties);
  const stage = theOnlyOf(resources, 'AWS::ApiGatewayV2::Stage').Properties;
  const { Format } = stage['AccessLogSettings'] as { Format: string };
  return {
    functions: new Map(of('AWS::Lambda::Function').map((one) => [String(one['FunctionName']), functionIn(one)])),
    accessLine: Format,
  };
}

function functionIn(properties: Resource['Properties']): DeployedFunction {
  const { LogFormat, SystemLogLevel } = properties['LoggingConfig'] as Partial<Record<string, string>>;
  const { Variables } = properties['Environment'] as { Variables: Record<string, string> };
  const { Mode } = (properties['TracingConfig'] ?? {}) as { Mode?: string };
  return {
    memoryMb: Number(properties['MemorySize']),
    callsPerLine: Number(Variables['BANK_CALLS_PER_LINE']),
    platformLines: LogFormat !== 'JSON' || SystemLogLevel !== 'WARN',
    traced: Mode === 'Active',
  };
}

/** As long as what the gateway puts in the place of each variable; a dash where there is nothing to say. */
const samples: Readonly<Record<string, string>> = {
  '$context.awsEndpointRequestId': '019400d5-3c00-4abc-8def-0123456789ab',
  '$context.requestId': 'JKJaXmPLvHcESHA=',
  '$context.status': '200',
  '$context.responseLatency': '23',
  '$context.integrationErrorMessage': '-',
  '$context.authorizer.error': '-',
};

/** Bytes of the gateway's line for a request of this route that went well. */
export function accessLineBytes(line: string, routeKey: string): number {
  const known: Readonly<Record<string, string>> = { ...samples, '$context.routeKey': routeKey };
  const written = line.replaceAll(/\$context(?:\.\w+)+/g, (variable) => {
    const sample = known[variable];
    if (sample === undefined) throw new Error(`how long is ${variable}?`);
    return sample;
  });
  return Buffer.byteLength(written);
}
